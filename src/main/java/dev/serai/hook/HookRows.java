package dev.serai.hook;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The subscriptions that the hub made with providers, beside the secrets that they were given. */
@Component
class HookRows {

    private final JdbcTemplate database;

    HookRows(JdbcTemplate database) {
        this.database = database;
    }

    /** @return the provider's id of a connection's subscription; empty when there is none */
    Optional<String> subscriptionOf(UUID connectionId) {
        return database
                .queryForList(
                        "SELECT subscription_id FROM hook_secret WHERE connection_id = ? AND subscription_id IS NOT NULL",
                        String.class,
                        connectionId)
                .stream()
                .findFirst();
    }

    /** @return false when the secret that the subscription was made with is kept no more */
    boolean keep(UUID connectionId, String subscription) {
        return database.update(
                        "UPDATE hook_secret SET subscription_id = ? WHERE connection_id = ?",
                        subscription,
                        connectionId)
                == 1;
    }

    /** Waits for a change of the connection that is being committed, so that what is read next is what holds. */
    void awaitChange(UUID connectionId) {
        database.queryForList("SELECT id FROM connection WHERE id = ? FOR SHARE", UUID.class, connectionId);
    }

    /** Forgets a connection's secret and subscription, which may be another account's. */
    void forget(UUID connectionId) {
        database.update("DELETE FROM hook_secret WHERE connection_id = ?", connectionId);
    }

    /** @return the provider of a connection; empty when it has gone */
    Optional<String> providerOf(long tenantId, UUID connectionId) {
        return database
                .queryForList(
                        "SELECT provider FROM connection WHERE id = ? AND tenant_id = ?",
                        String.class,
                        connectionId,
                        tenantId)
                .stream()
                .findFirst();
    }
}
