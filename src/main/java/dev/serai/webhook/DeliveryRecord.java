package dev.serai.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One delivery as the log shows it.
 *
 * @param event the event's type
 * @param status {@code success}, {@code failed} or {@code pending}
 * @param responseStatus the receiver's last HTTP status; null when it never answered
 * @param attemptCount attempts made so far
 * @param error why the last attempt failed; null when it did not
 * @param durationMs how long the last attempt took, in milliseconds; null before the first
 * @param createdAt when the event was accepted
 * @param completedAt when the delivery ended; null while it is pending
 */
public record DeliveryRecord(
        UUID id,
        UUID webhookId,
        String event,
        String status,
        @Nullable Integer responseStatus,
        int attemptCount,
        @Nullable String error,
        @Nullable Integer durationMs,
        Instant createdAt,
        @Nullable Instant completedAt) {}
