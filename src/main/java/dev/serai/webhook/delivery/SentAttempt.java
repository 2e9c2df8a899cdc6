package dev.serai.webhook.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was made, and what it means.
 *
 * @param startedAt when it was sent
 * @param duration how long the whole exchange took
 * @param status the receiver's HTTP status; null when it did not answer
 * @param body the answer's body, cut; null when there was no answer
 * @param error why it failed; null when it did not
 * @param verdict what it means for the delivery
 * @param retryIn how long to wait before the next attempt
 * @param retryAfter how long the receiver wants to be left alone; null when it did not say
 */
public record SentAttempt(
        ClaimedDelivery delivery,
        Instant startedAt,
        Duration duration,
        @Nullable Integer status,
        @Nullable String body,
        @Nullable String error,
        Verdict verdict,
        Duration retryIn,
        @Nullable Duration retryAfter) {}
