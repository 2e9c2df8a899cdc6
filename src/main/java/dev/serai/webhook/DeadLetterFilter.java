package dev.serai.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null does not narrow.
 *
 * @param webhookId only those of this webhook
 * @param event only those of this event type
 * @param since only those whose event was accepted at this time or later
 * @param until only those whose event was accepted before this time
 */
public record DeadLetterFilter(
        @Nullable UUID webhookId, @Nullable String event, @Nullable Instant since, @Nullable Instant until) {}
