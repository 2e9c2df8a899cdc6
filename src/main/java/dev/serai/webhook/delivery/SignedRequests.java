package dev.serai.webhook.delivery;

import dev.serai.egress.OutboundRequest;
import dev.serai.trace.TraceContext;
import dev.serai.webhook.SigningSecret;
import dev.serai.webhook.WebhookTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Turns a delivery into the HTTP request that its receiver can verify. */
@Component
class SignedRequests {

    /** How much of a receiver's answer is kept in the log. */
    static final int BODY_LIMIT = 16 * 1024;

    private final Clock clock;

    SignedRequests(Clock clock) {
        this.clock = clock;
    }

    /**
     * Makes the request.
     *
     * @param id the delivery's id, the same at every attempt
     * @param attempt the attempt's number, from 1
     * @param trace where in a trace it is sent
     */
    OutboundRequest request(WebhookTarget target, UUID id, String event, int attempt, byte[] body, TraceContext trace) {
        Instant now = clock.instant();
        long timestamp = now.getEpochSecond();
        List<SigningSecret> secrets = target.secretsAt(now);
        Map<String, String> headers = new LinkedHashMap<>(target.headers());
        // An owner may have named them before the hub sent them itself.
        headers.keySet().removeIf(SignedRequests::isOfTrace);
        headers.put("Content-Type", "application/json");
        headers.put("X-Webhook-Signature", Signatures.plain(secrets.get(0), body));
        if (secrets.size() > 1) {
            // One header can hold one value: who still verifies with the old secret finds it here during the overlap.
            headers.put("X-Webhook-Signature-Previous", Signatures.plain(secrets.get(1), body));
        }
        headers.put("X-Webhook-Event", event);
        headers.put("X-Webhook-Id", target.webhookId().toString());
        headers.put("X-Webhook-Attempt", Integer.toString(attempt));
        headers.put("webhook-id", id.toString());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", Signatures.standard(secrets, id.toString(), timestamp, body));
        headers.put(TraceContext.HEADER, trace.traceparent());
        return new OutboundRequest(
                "POST", target.url(), headers, body, Duration.ofMillis(target.timeoutMs()), BODY_LIMIT);
    }

    private static boolean isOfTrace(String header) {
        return header.equalsIgnoreCase(TraceContext.HEADER) || header.equalsIgnoreCase("tracestate");
    }
}
