package dev.serai.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk resend's row. The route takes one that no other hub has taken: a row lock, held for the one step that it does,
 * frees it by itself when the hub dies.
 */
@Entity
@Table(name = "resend_job")
@NamedNativeQuery(
        name = ResendJobEntity.NEXT_RUNNING,
        query = "SELECT * FROM resend_job WHERE status = 'running' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
        resultClass = ResendJobEntity.class)
public class ResendJobEntity {

    static final String NEXT_RUNNING = "nextRunningResendJob";

    @Id
    UUID id;

    long tenantId;

    @Nullable
    UUID webhookId;

    @Nullable
    String event;

    @Nullable
    Instant since;

    @Column(name = "until")
    @Nullable
    Instant until;

    String status;
    long total;
    long resent;

    /** Up to this delivery the job is done. */
    UUID lastId;

    /** Before this delivery the job ends: what becomes a dead letter later is not part of it. */
    UUID endId;

    Instant createdAt;

    @Nullable
    Instant completedAt;

    ResendJob shown() {
        return new ResendJob(
                id,
                status,
                new DeadLetterFilter(webhookId, event, since, until),
                total,
                resent,
                createdAt,
                completedAt);
    }
}
