package dev.serai.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its owner sees it.
 *
 * @param headers the further headers with their values; contracts mask those that carry secrets
 * @param connectionId the integration that it belongs to; null: none
 * @param description what its owner says of it; null: nothing
 * @param successCount deliveries that ended well
 * @param failureCount deliveries that ended badly
 * @param lastSuccessAt when a receiver last took a delivery; null: never
 * @param lastFailureAt when an attempt last failed; null: never
 */
public record Webhook(
        UUID id,
        String name,
        String url,
        WebhookStatus status,
        List<String> events,
        Map<String, String> headers,
        int retryAttempts,
        int timeoutMs,
        @Nullable UUID connectionId,
        @Nullable String description,
        long successCount,
        long failureCount,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastFailureAt,
        Instant createdAt,
        Instant updatedAt) {}
