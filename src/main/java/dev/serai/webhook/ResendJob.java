package dev.serai.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk resend of dead letters: kept in the database, taken on by any hub, and continued where it stopped.
 *
 * @param status {@code running} or {@code completed}
 * @param total how many dead letters matched when it was asked for
 * @param resent how many are on their way again
 * @param completedAt when the last one was; null while it runs
 */
public record ResendJob(
        UUID id,
        String status,
        DeadLetterFilter filter,
        long total,
        long resent,
        Instant createdAt,
        @Nullable Instant completedAt) {}
