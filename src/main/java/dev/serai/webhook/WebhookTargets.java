package dev.serai.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.tenancy.ZapierKeys;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Opens webhooks for sending. An opened one is kept for a minute under its version, and every claim brings the current
 * version along: a change takes effect with the next claim, on every hub. One that was removed opens no more, not even
 * for what had been claimed before.
 */
@Component
public class WebhookTargets {

    private static final String FIND =
            """
            SELECT w.url, w.secret, w.previous_secret, w.previous_secret_until, w.headers, w.timeout_ms, w.key_id,
                k.sealed AS key
            FROM webhook w LEFT JOIN api_key k ON k.id = w.key_id
            WHERE w.id = ? AND w.tenant_id = ?
            """;

    private final JdbcTemplate database;
    private final WebhookSecrets secrets;
    private final ZapierKeys keys;
    private final RemovedWebhooks removed;
    private final Cache<Version, WebhookTarget> opened = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    WebhookTargets(JdbcTemplate database, WebhookSecrets secrets, ZapierKeys keys, RemovedWebhooks removed) {
        this.database = database;
        this.secrets = secrets;
        this.keys = keys;
        this.removed = removed;
    }

    private record Version(UUID webhookId, int number) {}

    /**
     * Opens a webhook.
     *
     * @param version its version, as the claim read it
     * @return the target; null when the webhook has been removed meanwhile
     */
    public @Nullable WebhookTarget open(long tenantId, UUID webhookId, int version) {
        WebhookTarget target = opened.get(new Version(webhookId, version), wanted -> find(tenantId, webhookId));
        // Asked last, because it may go while it is being opened.
        return removed.contains(webhookId) ? null : target;
    }

    /** Looks every webhook up again from now on: what other hubs have told meanwhile may not have been heard. */
    public void forgetAll() {
        opened.invalidateAll();
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
                    UUID keyId = row.getObject("key_id", UUID.class);
                    OffsetDateTime until = row.getObject("previous_secret_until", OffsetDateTime.class);
                    return new WebhookTarget(
                            webhookId,
                            URI.create(row.getString("url")),
                            secrets.openSecret(webhookId, row.getBytes("secret")),
                            previous == null ? null : secrets.openPreviousSecret(webhookId, previous),
                            until == null ? null : until.toInstant(),
                            keyId == null
                                    ? secrets.openHeaders(webhookId, row.getBytes("headers"))
                                    : Map.of(ZapierKeys.HEADER, keys.open(keyId, row.getBytes("key"))),
                            keyId == null ? PayloadForm.NAMING_THE_TENANT : PayloadForm.PLAIN,
                            row.getInt("timeout_ms"));
                },
                webhookId,
                tenantId);
        return found.isEmpty() ? null : found.get(0);
    }
}
