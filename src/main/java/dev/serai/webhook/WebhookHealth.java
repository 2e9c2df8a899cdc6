package dev.serai.webhook;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What the owner's doings change in the record of a receiver's behaviour. */
@Component
class WebhookHealth {

    private final JdbcTemplate database;

    WebhookHealth(JdbcTemplate database) {
        this.database = database;
    }

    /** Begins the record of a new webhook. */
    void begin(UUID webhookId) {
        database.update("INSERT INTO webhook_health (webhook_id) VALUES (?)", webhookId);
    }

    /**
     * Holds the record until the current transaction ends. The engine locks it before it changes a webhook, so an owner's
     * change that holds it is neither lost nor in the engine's way.
     */
    void lock(UUID webhookId) {
        database.query("SELECT FROM webhook_health WHERE webhook_id = ? FOR NO KEY UPDATE", row -> {}, webhookId);
    }

    /** Forgets past failures: the owner says that the receiver works. What waits is delivered at once. */
    void startAfresh(UUID webhookId) {
        database.update(
                """
                UPDATE webhook_health
                SET consecutive_failures = 0, failing_since = NULL, paused_at = NULL, probe_delay_ms = 0,
                    resume_at = NULL, held_until = NULL
                WHERE webhook_id = ?
                """,
                webhookId);
    }
}
