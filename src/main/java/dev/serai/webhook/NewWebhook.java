package dev.serai.webhook;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to register.
 *
 * @param name what its owner calls it
 * @param url where events go, HTTPS and public unless the hub is configured otherwise
 * @param events the event types it is told of, at least one
 * @param secret the signing secret; null: the hub makes one
 * @param headers further headers to send; ours can't be replaced
 * @param retryAttempts attempts in all, 1 to 50; null: the hub's default
 * @param timeoutMs milliseconds for a whole exchange, 1,000 to 60,000; null: the hub's default
 * @param connectionId the integration that it belongs to; null: none
 * @param description what its owner says of it; null: nothing
 */
public record NewWebhook(
        String name,
        String url,
        List<String> events,
        @Nullable String secret,
        Map<String, String> headers,
        @Nullable Integer retryAttempts,
        @Nullable Integer timeoutMs,
        @Nullable UUID connectionId,
        @Nullable String description) {

    /** A webhook that its name says enough of. */
    public NewWebhook(
            String name,
            String url,
            List<String> events,
            @Nullable String secret,
            Map<String, String> headers,
            @Nullable Integer retryAttempts,
            @Nullable Integer timeoutMs,
            @Nullable UUID connectionId) {
        this(name, url, events, secret, headers, retryAttempts, timeoutMs, connectionId, null);
    }
}
