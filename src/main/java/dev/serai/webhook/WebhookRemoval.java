package dev.serai.webhook;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes webhooks away, with everything that is under way to them. */
@Component
public class WebhookRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRemoval.class);

    // What somebody has locked is being claimed or settled at this moment; waiting for it with other locks in hand
    // could
    // become waiting in a ring.
    private static final String DROP =
            """
            DELETE FROM delivery_due WHERE id = ANY (ARRAY(
                SELECT id FROM delivery_due WHERE tenant_id = ? AND webhook_id = ANY (?) FOR UPDATE SKIP LOCKED))
            """;

    // Health before webhooks, and in the order of their ids, as the engine does: two who lock in the same order never
    // wait for each other.
    private static final String LOCK =
            "SELECT FROM webhook_health WHERE webhook_id = ANY (?) ORDER BY webhook_id FOR UPDATE";

    private static final String REMOVE = "DELETE FROM webhook WHERE tenant_id = ? AND id = ANY (?)";

    private static final String LEFT = "SELECT id FROM delivery_due WHERE tenant_id = ? AND webhook_id = ANY (?)";

    private final RemovedWebhooks removed;
    private final JdbcTemplate hub;
    private final TransactionTemplate alone;

    WebhookRemoval(RemovedWebhooks removed, JdbcTemplate hub, PlatformTransactionManager transactions) {
        this.removed = removed;
        this.hub = hub;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Removes webhooks in the current transaction. Once it has committed, no hub claims a delivery to them any more; this
     * hub sends none that it had claimed, and the others send none from when they hear of it.
     *
     * @param database the connection of that transaction
     * @return how many there were
     */
    public int remove(JdbcOperations database, long tenantId, Collection<UUID> webhookIds) {
        if (webhookIds.isEmpty()) {
            return 0;
        }
        Object[] ids = webhookIds.toArray();
        database.update(DROP, statement -> {
            statement.setLong(1, tenantId);
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", ids));
        });
        database.query(
                LOCK,
                statement -> statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids)),
                row -> {});
        removed.tellAfterCommit(database, webhookIds);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                dropWhatWasLocked(tenantId, ids);
            }
        });
        return database.update(REMOVE, statement -> {
            statement.setLong(1, tenantId);
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", ids));
        });
    }

    /** One at a time, so that nobody can wait for a lock that is held here. */
    private void dropWhatWasLocked(long tenantId, Object[] webhookIds) {
        try {
            List<UUID> left = alone.execute(status -> hub.query(
                    LEFT,
                    statement -> {
                        statement.setLong(1, tenantId);
                        statement.setArray(2, statement.getConnection().createArrayOf("uuid", webhookIds));
                    },
                    (row, number) -> row.getObject("id", UUID.class)));
            left.forEach(id ->
                    alone.executeWithoutResult(status -> hub.update("DELETE FROM delivery_due WHERE id = ?", id)));
        } catch (DataAccessException | TransactionException failed) {
            // They are never claimed without their webhook, and the hourly clean-up takes them.
            LOG.warn("Deliveries of removed webhooks could not be dropped yet: {}", failed.toString());
        }
    }
}
