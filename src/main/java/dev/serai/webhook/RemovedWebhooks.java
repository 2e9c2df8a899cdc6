package dev.serai.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The webhooks that were removed a moment ago. What a hub had claimed for one before it went is in that hub's hands
 * alone: this is where it learns that it must not send it any more.
 */
@Component
public class RemovedWebhooks {

    /** The channel on which hubs tell each other that a webhook is gone; the word is its id. */
    public static final String CHANNEL = "serai_webhook_removed";

    // PostgreSQL tells the others with the commit, so that they hear of it if and only if it happened. Transactions
    // that
    // notify commit one after the other, which is nothing for something so rare.
    private static final String TELL =
            "SELECT pg_notify('" + CHANNEL + "', gone.id::text) FROM unnest(?::uuid[]) AS gone (id)";

    // Longer than any claim holds; by then nobody has a delivery to it left.
    private final Cache<UUID, Boolean> lately = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Says in every hub, once the current transaction has committed, that webhooks are gone. In this hub everyone knows
     * before whoever removed them gets an answer.
     *
     * @param database the connection of that transaction
     */
    public void tellAfterCommit(JdbcOperations database, Collection<UUID> webhookIds) {
        if (webhookIds.isEmpty()) {
            return;
        }
        List<UUID> gone = List.copyOf(webhookIds);
        database.query(
                TELL,
                statement -> statement.setArray(1, statement.getConnection().createArrayOf("uuid", gone.toArray())),
                row -> {});
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                gone.forEach(RemovedWebhooks.this::note);
            }
        });
    }

    /** Takes note that a webhook is gone. */
    public void note(UUID webhookId) {
        lately.put(webhookId, true);
        listeners.forEach(listener -> listener.accept(webhookId));
    }

    /** @return whether a webhook was removed a moment ago, as far as this hub has heard */
    public boolean contains(UUID webhookId) {
        return lately.getIfPresent(webhookId) != null;
    }

    /** Tells a listener of every webhook that goes from now on. */
    public void listen(Consumer<UUID> listener) {
        listeners.add(listener);
    }
}
