package dev.serai.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Opens webhooks for sending. An opened one is kept for a minute under its version, and every claim brings the current
 * version along: a change takes effect with the next claim, on every hub.
 */
@Component
public class WebhookTargets {

    private static final String FIND =
            """
            SELECT url, secret, previous_secret, previous_secret_until, headers, timeout_ms
            FROM webhook WHERE id = ? AND tenant_id = ?
            """;

    private final JdbcTemplate database;
    private final WebhookSecrets secrets;
    private final Cache<Version, WebhookTarget> opened = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    WebhookTargets(JdbcTemplate database, WebhookSecrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    private record Version(UUID webhookId, int number) {}

    /**
     * Opens a webhook.
     *
     * @param version its version, as the claim read it
     * @return the target; null when the webhook has been removed meanwhile
     */
    public @Nullable WebhookTarget open(long tenantId, UUID webhookId, int version) {
        return opened.get(new Version(webhookId, version), wanted -> find(tenantId, webhookId));
    }

    /**
     * Opens a webhook as it is now.
     *
     * @return the target; null when the tenant has no such webhook
     */
    public @Nullable WebhookTarget current(long tenantId, UUID webhookId) {
        return find(tenantId, webhookId);
    }

    private @Nullable WebhookTarget find(long tenantId, UUID webhookId) {
        List<WebhookTarget> found = database.query(
                FIND,
                (row, number) -> {
                    byte[] previous = row.getBytes("previous_secret");
                    OffsetDateTime until = row.getObject("previous_secret_until", OffsetDateTime.class);
                    return new WebhookTarget(
                            webhookId,
                            URI.create(row.getString("url")),
                            secrets.openSecret(webhookId, row.getBytes("secret")),
                            previous == null ? null : secrets.openPreviousSecret(webhookId, previous),
                            until == null ? null : until.toInstant(),
                            secrets.openHeaders(webhookId, row.getBytes("headers")),
                            row.getInt("timeout_ms"));
                },
                webhookId,
                tenantId);
        return found.isEmpty() ? null : found.get(0);
    }
}
