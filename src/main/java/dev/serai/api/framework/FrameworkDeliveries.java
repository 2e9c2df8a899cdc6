package dev.serai.api.framework;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.webhook.AttemptRecord;
import dev.serai.webhook.DeliveryLog;
import dev.serai.webhook.DeliveryRecord;
import dev.serai.webhook.DeliveryStatistics;
import dev.serai.webhook.TestOutcome;
import dev.serai.webhook.delivery.WebhookTester;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What became of a webhook's deliveries, in the contract's shapes, and the test that sends one at once. */
@Component("frameworkDeliveries")
public class FrameworkDeliveries {

    private static final String UNKNOWN = "Webhook not found";
    private static final int DEFAULT_LIMIT = 100;

    private final DeliveryLog log;
    private final WebhookTester tester;

    FrameworkDeliveries(DeliveryLog log, WebhookTester tester) {
        this.log = log;
        this.tester = tester;
    }

    /** A delivery as the contract's log shows it. */
    record Entry(
            UUID id,
            UUID webhookId,
            String event,
            String status,
            @Nullable Integer responseStatus,
            int attemptCount,
            @Nullable String error,
            @Nullable Integer durationMs,
            Instant createdAt,
            @Nullable Instant completedAt) {

        static Entry of(DeliveryRecord delivery) {
            return new Entry(
                    delivery.id(),
                    delivery.webhookId(),
                    delivery.event(),
                    delivery.status(),
                    delivery.responseStatus(),
                    delivery.attemptCount(),
                    delivery.error(),
                    delivery.durationMs(),
                    delivery.createdAt(),
                    delivery.completedAt());
        }
    }

    /** The figures in the contract's shape. */
    record Statistics(long total, long success, long failed, long pending, double successRate) {}

    public Answer logs(Call call) {
        int limit = Integer.parseInt(call.query().getOrDefault("limit", Integer.toString(DEFAULT_LIMIT)));
        return Answer.ok(log.newest(call.tenant(), id(call), limit).stream()
                .map(Entry::of)
                .toList());
    }

    public Answer attempts(Call call) {
        List<AttemptRecord> attempts =
                log.attempts(call.tenant(), id(call), call.id("deliveryId", "Delivery not found"));
        return Answer.ok(attempts);
    }

    public Answer statistics(Call call) {
        DeliveryStatistics figures = log.statistics(call.tenant(), id(call));
        return Answer.ok(new Statistics(
                figures.total(), figures.success(), figures.failed(), figures.pending(), figures.successRate()));
    }

    public Answer test(Call call) {
        TestOutcome outcome = tester.test(call.tenant(), id(call));
        return Answer.ok(outcome);
    }

    private static UUID id(Call call) {
        return call.id("id", UNKNOWN);
    }
}
