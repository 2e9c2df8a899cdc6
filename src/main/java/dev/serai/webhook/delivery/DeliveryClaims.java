package dev.serai.webhook.delivery;

import dev.serai.tenancy.TenantKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Claims deliveries by lease: for as long as it lasts no other hub touches them, and when it ends they are due again. No
 * transaction stays open while they are being sent.
 */
@Component
class DeliveryClaims {

    private static final long DRAIN_STEP_MILLIS = 200;

    // A paused lane lets one delivery pass as a probe, a draining one a few; who gets the toll moves the next time on,
    // so that of several hubs one gets it.
    private static final String TOLL =
            """
            UPDATE webhook_health h
            SET resume_at = now() + make_interval(secs => CASE
                WHEN h.paused_at IS NOT NULL THEN greatest(h.probe_delay_ms, ?) ELSE ? END / 1000.0)
            WHERE h.webhook_id = ANY (?) AND (h.resume_at IS NULL OR h.resume_at <= now())
            RETURNING h.webhook_id
            """;

    private static final String CLAIM =
            """
            WITH quota AS (
                SELECT * FROM unnest(?::bigint[], ?::uuid[], ?::integer[], ?::boolean[])
                    AS q (tenant_id, webhook_id, count, probe)
            ), chosen AS (
                SELECT d.id, q.probe FROM quota q CROSS JOIN LATERAL (
                    SELECT id FROM delivery_due d
                    WHERE d.tenant_id = q.tenant_id AND d.webhook_id = q.webhook_id
                        AND (d.due_at <= now() OR (q.probe AND d.node_id IS NULL))
                    ORDER BY d.due_at LIMIT q.count FOR UPDATE SKIP LOCKED) d
            ), claimed AS (
                UPDATE delivery_due d
                SET node_id = ?, due_at = now() + make_interval(secs => (w.timeout_ms + ?) / 1000.0)
                FROM chosen c, webhook w
                WHERE d.id = c.id AND w.id = d.webhook_id
                RETURNING d.id, d.tenant_id, d.webhook_id, d.event_id, d.attempt, d.final_attempt, c.probe, w.version
            )
            SELECT c.*, t.kind, t.external_id, e.type, e.occurred_at, e.data
            FROM claimed c JOIN tenant t ON t.id = c.tenant_id JOIN event e ON e.id = c.event_id
            """;

    private static final String DRAINED =
            "UPDATE webhook_health SET draining = false, resume_at = NULL WHERE webhook_id = ANY (?) AND draining";

    private static final String RELEASE =
            "UPDATE delivery_due SET node_id = NULL, due_at = now() + make_interval(secs => ?) WHERE id = ? AND node_id = ?";

    private final DeliveryDatabase database;
    private final DeliveryProperties properties;
    private final HubNode node;

    DeliveryClaims(DeliveryDatabase database, DeliveryProperties properties, HubNode node) {
        this.database = database;
        this.properties = properties;
        this.node = node;
    }

    /**
     * Claims.
     *
     * @param quotas how many of which lanes
     * @return what is claimed; other hubs may have been faster
     */
    List<ClaimedDelivery> take(List<Quota> quotas) {
        List<Quota> passed = payToll(quotas);
        if (passed.isEmpty()) {
            return List.of();
        }
        List<ClaimedDelivery> claimed = database.jdbc()
                .query(
                        CLAIM,
                        statement -> {
                            var connection = statement.getConnection();
                            statement.setArray(1, connection.createArrayOf("bigint", column(passed, q -> q.lane()
                                    .tenantId())));
                            statement.setArray(2, connection.createArrayOf("uuid", column(passed, q -> q.lane()
                                    .webhookId())));
                            statement.setArray(3, connection.createArrayOf("integer", column(passed, Quota::count)));
                            statement.setArray(4, connection.createArrayOf("boolean", column(passed, q -> q.lane()
                                    .paused())));
                            statement.setObject(5, node.id());
                            statement.setLong(6, properties.lease().toMillis());
                        },
                        (row, number) -> claimed(row));
        endDraining(passed, claimed);
        return claimed;
    }

    /**
     * Gives a delivery back that could not be tried for a reason of ours.
     *
     * @param seconds after which it is due again
     */
    void release(ClaimedDelivery delivery, int seconds) {
        database.jdbc().update(RELEASE, (double) seconds, delivery.id(), node.id());
    }

    private List<Quota> payToll(List<Quota> quotas) {
        List<Quota> slow = quotas.stream()
                .filter(quota -> quota.lane().paused() || quota.lane().draining())
                .toList();
        if (slow.isEmpty()) {
            return quotas;
        }
        Set<UUID> paid = new HashSet<>(database.jdbc()
                .query(
                        TOLL,
                        statement -> {
                            statement.setLong(1, properties.pause().probe().toMillis());
                            statement.setLong(2, DRAIN_STEP_MILLIS);
                            statement.setArray(
                                    3, statement.getConnection().createArrayOf("uuid", column(slow, q -> q.lane()
                                            .webhookId())));
                        },
                        (row, number) -> row.getObject(1, UUID.class)));
        List<Quota> passed = new ArrayList<>();
        for (Quota quota : quotas) {
            if (!slow.contains(quota)) {
                passed.add(quota);
            } else if (paid.contains(quota.lane().webhookId())) {
                passed.add(
                        quota.lane().paused() ? quota : new Quota(quota.lane(), Math.min(quota.count(), drainStep())));
            }
        }
        return passed;
    }

    private int drainStep() {
        return Math.max(1, (int) (properties.pause().drainPerSecond() * DRAIN_STEP_MILLIS / 1_000));
    }

    /** A draining lane in which less is due than may pass has no backlog any more. */
    private void endDraining(List<Quota> quotas, List<ClaimedDelivery> claimed) {
        UUID[] drained = quotas.stream()
                .filter(quota -> quota.lane().draining() && !quota.lane().paused())
                .filter(quota -> claimed.stream()
                                .filter(delivery ->
                                        delivery.webhookId().equals(quota.lane().webhookId()))
                                .count()
                        < Math.min(quota.count(), drainStep()))
                .map(quota -> quota.lane().webhookId())
                .toArray(UUID[]::new);
        if (drained.length > 0) {
            database.jdbc()
                    .update(
                            DRAINED,
                            statement -> statement.setArray(
                                    1, statement.getConnection().createArrayOf("uuid", drained)));
        }
    }

    private static Object[] column(List<Quota> quotas, java.util.function.Function<Quota, Object> value) {
        return quotas.stream().map(value).toArray();
    }

    private static ClaimedDelivery claimed(ResultSet row) throws SQLException {
        return new ClaimedDelivery(
                row.getObject("id", UUID.class),
                row.getLong("tenant_id"),
                row.getObject("webhook_id", UUID.class),
                row.getInt("version"),
                TenantKind.valueOf(row.getString("kind")),
                row.getString("external_id"),
                row.getObject("event_id", UUID.class),
                row.getInt("attempt") + 1,
                row.getInt("final_attempt"),
                row.getBoolean("probe"),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("data"));
    }
}
