package dev.serai.webhook.delivery;

import dev.serai.node.HubNode;
import dev.serai.tenancy.TenantKind;
import dev.serai.trace.TraceContext;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Claims deliveries by lease: for as long as it lasts no other hub touches them, and when it ends they are due again. No
 * transaction stays open while they are being sent.
 */
@Component
class DeliveryClaims {

    private static final long DRAIN_STEP_MILLIS = 200;

    // A paused lane lets one delivery pass as a probe, a draining one a few; who gets the toll moves the next time on,
    // so that of several hubs one gets it. The next probe waits for the outcome of this one, or for the end of its
    // lease when its hub dies. A row that is being written is left for the next look: hubs never wait for each other.
    private static final String TOLL =
            """
            WITH open AS (
                SELECT webhook_id FROM webhook_health
                WHERE webhook_id = ANY (?) AND (resume_at IS NULL OR resume_at <= now())
                    AND (held_until IS NULL OR held_until <= now())
                ORDER BY webhook_id FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE webhook_health h
            SET resume_at = now() + make_interval(secs => CASE
                WHEN h.paused_at IS NULL THEN ?
                ELSE ? + (SELECT w.timeout_ms FROM webhook w WHERE w.id = h.webhook_id) END / 1000.0)
            WHERE h.webhook_id = ANY (ARRAY(SELECT webhook_id FROM open))
            RETURNING h.webhook_id
            """;

    // What the survey saw may have changed: the receiver may have been paused, switched off, or asked for a rest. Rows
    // that are chosen but can't be afforded are let go untouched. OFFSET 0 and ANY (ARRAY(...)) keep every look-up a
    // look-up by key, whatever the planner believes about tables that were empty when it last looked.
    private static final String CLAIM =
            """
            WITH quota AS (
                SELECT q.* FROM unnest(?::bigint[], ?::uuid[], ?::integer[], ?::boolean[], ?::boolean[])
                    AS q (tenant_id, webhook_id, count, probe, paid)
                CROSS JOIN LATERAL (
                    SELECT FROM webhook w WHERE w.id = q.webhook_id AND w.status = 'active' OFFSET 0) w
                CROSS JOIN LATERAL (
                    SELECT FROM webhook_health h
                    WHERE h.webhook_id = q.webhook_id AND (h.paused_at IS NOT NULL) = q.probe
                        AND (h.held_until IS NULL OR h.held_until <= now())
                        AND (q.paid OR h.resume_at IS NULL OR h.resume_at <= now()) OFFSET 0) h
            ), chosen AS (
                SELECT d.id, d.size, q.webhook_id, d.due_at FROM quota q CROSS JOIN LATERAL (
                    SELECT id, size, due_at FROM delivery_due d
                    WHERE d.tenant_id = q.tenant_id AND d.webhook_id = q.webhook_id
                        AND (d.due_at <= now() OR (q.probe AND d.node_id IS NULL))
                    ORDER BY d.due_at LIMIT q.count FOR UPDATE SKIP LOCKED) d
            ), turns AS (
                SELECT id, size, row_number() OVER (PARTITION BY webhook_id ORDER BY due_at) AS turn FROM chosen
            ), afforded AS (
                SELECT id, sum(size::bigint) OVER (ORDER BY turn, id) AS total, row_number() OVER (ORDER BY turn, id) AS nth
                FROM turns
            ), claimed AS (
                UPDATE delivery_due d
                SET node_id = ?, due_at = now() + make_interval(secs =>
                    (? + (SELECT w.timeout_ms FROM webhook w WHERE w.id = d.webhook_id)) / 1000.0)
                WHERE d.id = ANY (ARRAY(SELECT id FROM afforded WHERE total <= ? OR (? AND nth = 1)))
                RETURNING d.*
            )
            SELECT c.id, c.tenant_id, c.webhook_id, c.event_id, c.attempt, c.final_attempt, w.version,
                t.kind, t.external_id, e.type, e.occurred_at, e.data, e.traceparent
            FROM claimed c
            CROSS JOIN LATERAL (SELECT version FROM webhook w WHERE w.id = c.webhook_id OFFSET 0) w
            CROSS JOIN LATERAL (SELECT kind, external_id FROM tenant t WHERE t.id = c.tenant_id OFFSET 0) t
            CROSS JOIN LATERAL (SELECT type, occurred_at, data, traceparent FROM event e WHERE e.id = c.event_id OFFSET 0) e
            """;

    private static final String DRAINED =
            """
            WITH open AS (
                SELECT webhook_id FROM webhook_health WHERE webhook_id = ANY (?) AND draining
                ORDER BY webhook_id FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE webhook_health SET draining = false WHERE webhook_id = ANY (ARRAY(SELECT webhook_id FROM open))
            """;

    // All that is under way to it is in other hands already: it is looked at again after the usual wait.
    private static final String NOTHING_TO_PROBE =
            """
            WITH open AS (
                SELECT webhook_id FROM webhook_health WHERE webhook_id = ANY (?) AND paused_at IS NOT NULL
                ORDER BY webhook_id FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE webhook_health SET resume_at = now() + make_interval(secs => probe_delay_ms / 1000.0)
            WHERE webhook_id = ANY (ARRAY(SELECT webhook_id FROM open))
            """;

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
     * @param bytes how many bytes of event data there is room for
     * @param evenLarger whether one event may come that is larger than that, because nothing else is under way
     * @return what is claimed; other hubs may have been faster
     */
    List<ClaimedDelivery> take(List<Quota> quotas, long bytes, boolean evenLarger) {
        Set<UUID> paid = payToll(quotas);
        List<Quota> passed = quotas.stream()
                .filter(quota -> !isSlow(quota) || paid.contains(quota.lane().webhookId()))
                .map(quota -> quota.lane().draining() && !quota.lane().paused()
                        ? new Quota(quota.lane(), Math.min(quota.count(), drainStep()))
                        : quota)
                .toList();
        if (passed.isEmpty()) {
            return List.of();
        }
        Set<UUID> probed = passed.stream()
                .filter(quota -> quota.lane().paused())
                .map(quota -> quota.lane().webhookId())
                .collect(Collectors.toSet());
        List<ClaimedDelivery> claimed = database.jdbc()
                .query(
                        CLAIM,
                        statement -> {
                            Connection connection = statement.getConnection();
                            int column = 0;
                            statement.setArray(++column, array(connection, "bigint", passed, q -> q.lane()
                                    .tenantId()));
                            statement.setArray(++column, array(connection, "uuid", passed, q -> q.lane()
                                    .webhookId()));
                            statement.setArray(++column, array(connection, "integer", passed, Quota::count));
                            statement.setArray(++column, array(connection, "boolean", passed, q -> q.lane()
                                    .paused()));
                            statement.setArray(++column, array(connection, "boolean", passed, DeliveryClaims::isSlow));
                            statement.setObject(++column, node.id());
                            statement.setLong(++column, properties.lease().toMillis());
                            statement.setLong(++column, bytes);
                            statement.setBoolean(++column, evenLarger);
                        },
                        (row, number) -> claimed(row, probed));
        long taken =
                claimed.stream().mapToLong(delivery -> delivery.data().length()).sum();
        // Short of memory, a lane may have got less than was due.
        if (taken < bytes / 2) {
            afterSlowLanes(passed, claimed);
        }
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

    private static boolean isSlow(Quota quota) {
        return quota.lane().paused() || quota.lane().draining();
    }

    private Set<UUID> payToll(List<Quota> quotas) {
        List<Quota> slow = quotas.stream().filter(DeliveryClaims::isSlow).toList();
        if (slow.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(database.jdbc()
                .query(
                        TOLL,
                        statement -> {
                            statement.setArray(1, array(statement.getConnection(), "uuid", slow, q -> q.lane()
                                    .webhookId()));
                            statement.setDouble(
                                    2,
                                    drainStep() * 1_000.0 / properties.pause().drainPerSecond());
                            statement.setDouble(3, properties.lease().toMillis());
                        },
                        (row, number) -> row.getObject(1, UUID.class)));
    }

    private int drainStep() {
        return Math.max(1, (int) (properties.pause().drainPerSecond() * DRAIN_STEP_MILLIS / 1_000));
    }

    /** A draining lane in which less is due than may pass has no backlog any more. */
    private void afterSlowLanes(List<Quota> quotas, List<ClaimedDelivery> claimed) {
        List<UUID> drained = new ArrayList<>();
        List<UUID> unprobed = new ArrayList<>();
        for (Quota quota : quotas) {
            UUID webhookId = quota.lane().webhookId();
            if (isSlow(quota)) {
                long passed = claimed.stream()
                        .filter(delivery -> delivery.webhookId().equals(webhookId))
                        .count();
                if (quota.lane().paused() && passed == 0) {
                    unprobed.add(webhookId);
                } else if (!quota.lane().paused() && passed < quota.count()) {
                    drained.add(webhookId);
                }
            }
        }
        change(DRAINED, drained);
        change(NOTHING_TO_PROBE, unprobed);
    }

    private void change(String sql, List<UUID> webhookIds) {
        if (!webhookIds.isEmpty()) {
            database.jdbc()
                    .update(
                            sql,
                            statement -> statement.setArray(
                                    1, array(statement.getConnection(), "uuid", webhookIds, id -> id)));
        }
    }

    private static <T> Array array(Connection connection, String type, Collection<T> rows, Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static ClaimedDelivery claimed(ResultSet row, Set<UUID> probed) throws SQLException {
        UUID webhookId = row.getObject("webhook_id", UUID.class);
        UUID eventId = row.getObject("event_id", UUID.class);
        return new ClaimedDelivery(
                row.getObject("id", UUID.class),
                row.getLong("tenant_id"),
                webhookId,
                row.getInt("version"),
                TenantKind.valueOf(row.getString("kind")),
                row.getString("external_id"),
                eventId,
                row.getInt("attempt") + 1,
                row.getInt("final_attempt"),
                probed.contains(webhookId),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("data"),
                TraceContext.parse(row.getString("traceparent")).orElseGet(() -> TraceContext.of(eventId)));
    }
}
