package dev.serai.webhook;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change in a webhook; null leaves a value as it is. The values are those of {@link NewWebhook}.
 *
 * @param link what the webhook belongs to from now on
 */
public record WebhookChange(
        @Nullable String name,
        @Nullable String url,
        @Nullable WebhookStatus status,
        @Nullable List<String> events,
        @Nullable String secret,
        @Nullable Map<String, String> headers,
        @Nullable Integer retryAttempts,
        @Nullable Integer timeoutMs,
        @Nullable Link link) {

    /**
     * What a webhook belongs to.
     *
     * @param connectionId the connection; null: none
     */
    public record Link(@Nullable UUID connectionId) {}
}
