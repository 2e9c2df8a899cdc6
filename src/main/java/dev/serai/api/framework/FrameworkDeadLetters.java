package dev.serai.api.framework;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.FieldText;
import dev.serai.webhook.DeadLetter;
import dev.serai.webhook.DeadLetterFilter;
import dev.serai.webhook.DeadLetters;
import dev.serai.webhook.DeliveryRecord;
import dev.serai.webhook.ResendJob;
import dev.serai.webhook.ResendJobs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dead letters beside the contract, in its style: found, shown, and sent again one by one or in bulk. */
@Component("frameworkDeadLetters")
public class FrameworkDeadLetters {

    private static final String UNKNOWN = "Dead letter not found";
    private static final int DEFAULT_LIMIT = 100;

    private final DeadLetters deadLetters;
    private final ResendJobs jobs;
    private final Changes changes;

    FrameworkDeadLetters(DeadLetters deadLetters, ResendJobs jobs, Changes changes) {
        this.deadLetters = deadLetters;
        this.jobs = jobs;
        this.changes = changes;
    }

    /** A dead letter as the API shows it. */
    record Shown(
            UUID id,
            UUID webhookId,
            String event,
            JsonNode data,
            @Nullable Integer responseStatus,
            int attemptCount,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant failedAt) {

        static Shown of(DeadLetter letter) {
            DeliveryRecord delivery = letter.delivery();
            return new Shown(
                    delivery.id(),
                    delivery.webhookId(),
                    delivery.event(),
                    letter.data(),
                    delivery.responseStatus(),
                    delivery.attemptCount(),
                    delivery.error(),
                    delivery.createdAt(),
                    delivery.completedAt());
        }
    }

    /** A bulk resend as the API shows it. */
    record Job(
            UUID id,
            String status,
            @Nullable UUID webhookId,
            @Nullable String event,
            @Nullable Instant since,
            @Nullable Instant until,
            long total,
            long resent,
            Instant createdAt,
            @Nullable Instant completedAt) {

        static Job of(ResendJob job) {
            return new Job(
                    job.id(),
                    job.status(),
                    job.filter().webhookId(),
                    job.filter().event(),
                    job.filter().since(),
                    job.filter().until(),
                    job.total(),
                    job.resent(),
                    job.createdAt(),
                    job.completedAt());
        }
    }

    public Answer list(Call call) {
        Map<String, String> query = call.query();
        int limit = Integer.parseInt(query.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT)));
        DeadLetterFilter filter = new DeadLetterFilter(
                new FieldText("webhookId", query.get("webhookId")).uuid(),
                query.get("event"),
                new FieldText("since", query.get("since")).time(),
                new FieldText("until", query.get("until")).time());
        List<DeadLetter> found =
                deadLetters.find(call.tenant(), filter, limit, new FieldText("after", query.get("after")).uuid());
        return Answer.ok(found.stream().map(Shown::of).toList());
    }

    public Answer get(Call call) {
        return Answer.ok(Shown.of(deadLetters.get(call.tenant(), call.id("deliveryId", UNKNOWN))));
    }

    public Answer resend(Call call) {
        return changes.carryOut(call, () -> {
            UUID id = call.id("deliveryId", UNKNOWN);
            deadLetters.resend(call.tenant(), id);
            return new Changes.Change(
                    "resent", "delivery", id.toString(), Answer.accepted(Map.of("id", id, "status", "pending")));
        });
    }

    public Answer resendAll(Call call) {
        return changes.carryOut(call, () -> {
            DeadLetterFilter filter = new DeadLetterFilter(
                    call.field("webhookId").uuid(),
                    call.text("event"),
                    call.field("since").time(),
                    call.field("until").time());
            ResendJob job = jobs.start(call.tenant(), filter);
            return new Changes.Change("started", "resend_job", job.id().toString(), Answer.accepted(Job.of(job)));
        });
    }

    public Answer job(Call call) {
        return Answer.ok(Job.of(jobs.get(call.tenant(), call.id("jobId", "Resend job not found"))));
    }
}
