package dev.serai.webhook.delivery;

import com.fasterxml.uuid.Generators;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundResponse;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import dev.serai.trace.TraceContext;
import dev.serai.trace.Work;
import dev.serai.webhook.TestOutcome;
import dev.serai.webhook.WebhookTarget;
import dev.serai.webhook.WebhookTargets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Service;

/** Sends a signed test event to a webhook, now and once; it is neither logged nor counted. */
@Service
public class WebhookTester {

    private static final String EVENT = "webhook.test";

    private final WebhookTargets targets;
    private final SignedRequests requests;
    private final OutboundClient client;
    private final Clock clock;

    WebhookTester(WebhookTargets targets, SignedRequests requests, OutboundClient client, Clock clock) {
        this.targets = targets;
        this.requests = requests;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Tests a webhook, active or not.
     *
     * @return how it went; a receiver that can't be reached is an outcome, not an error
     * @throws NotFound when the tenant has no such webhook
     */
    public TestOutcome test(Tenant tenant, UUID webhookId) {
        WebhookTarget target = targets.current(tenant.id(), webhookId);
        if (target == null) {
            throw new NotFound("Webhook not found");
        }
        byte[] body = WebhookBody.render(
                target.form(),
                EVENT,
                clock.instant(),
                tenant.kind(),
                tenant.externalId(),
                "{\"webhookId\":\"" + webhookId + "\",\"test\":true}");
        UUID id = Generators.timeBasedEpochGenerator().generate();
        try {
            OutboundResponse response = client.send(requests.request(target, id, EVENT, 1, body, trace(id)))
                    .join();
            boolean success = response.status() >= 200 && response.status() < 300;
            return new TestOutcome(
                    success,
                    success ? "Webhook test successful" : "The receiver answered " + response.status(),
                    response.status());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof OutboundFailure failure) {
                return new TestOutcome(false, failure.getMessage(), null);
            }
            throw failed;
        }
    }

    private static TraceContext trace(UUID id) {
        TraceContext asked = Work.current().trace();
        return (asked == null ? TraceContext.of(id) : asked).next();
    }
}
