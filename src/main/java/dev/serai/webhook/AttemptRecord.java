package dev.serai.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a delivery.
 *
 * @param number counted from 1, as {@code X-Webhook-Attempt} told the receiver
 * @param startedAt when it was sent
 * @param durationMs how long the whole exchange took, in milliseconds
 * @param responseStatus the receiver's HTTP status; null when it did not answer
 * @param responseBody the receiver's answer, cut at 16 kB; null when it did not answer
 * @param error why the attempt failed; null when it did not
 */
public record AttemptRecord(
        int number,
        Instant startedAt,
        int durationMs,
        @Nullable Integer responseStatus,
        @Nullable String responseBody,
        @Nullable String error) {}
