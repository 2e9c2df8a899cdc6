package dev.serai.webhook.delivery;

import dev.serai.node.HubNode;
import dev.serai.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** One transaction for a batch of attempts: the deliveries they settle, the log, the receivers' health, the news. */
@Component
class AttemptTransaction {

    // Only what this hub still holds counts: a delivery that was taken over meanwhile is the other hub's to settle, and
    // one that is gone with its day has no place in the log any more. ANY (ARRAY(...)) makes every look-up one by key.
    private static final String SETTLE =
            """
            WITH sent AS (
                SELECT * FROM unnest(?::uuid[], ?::integer[], ?::text[], ?::timestamptz[], ?::integer[], ?::integer[],
                        ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[])
                    AS s (id, attempt, verdict, started_at, duration_ms, status, body, error, retry_ms, event_type, probe)
            ), retried AS (
                UPDATE delivery_due d
                SET attempt = s.attempt, node_id = NULL, due_at = now() + make_interval(secs => s.retry_ms / 1000.0),
                    -- A probe costs a delivery none of its attempts.
                    final_attempt = d.final_attempt + s.probe::integer
                FROM sent s
                WHERE d.id = ANY (ARRAY(SELECT id FROM sent WHERE verdict = 'RETRY'))
                    AND d.id = s.id AND d.node_id = ? AND d.attempt = s.attempt - 1 AND s.verdict = 'RETRY'
                RETURNING d.id
            ), ended AS (
                DELETE FROM delivery_due d USING sent s
                WHERE d.id = ANY (ARRAY(SELECT id FROM sent WHERE verdict <> 'RETRY'))
                    AND d.id = s.id AND d.node_id = ? AND d.attempt = s.attempt - 1 AND s.verdict <> 'RETRY'
                RETURNING d.id, d.tenant_id, d.webhook_id, d.event_id, s.event_type, s.verdict, s.attempt, s.status,
                    s.duration_ms, s.error
            ), kept AS (
                INSERT INTO delivery (id, tenant_id, webhook_id, event_id, event_type, status, attempts,
                    response_status, duration_ms, error, completed_at)
                SELECT id, tenant_id, webhook_id, event_id, event_type,
                    CASE verdict WHEN 'DELIVERED' THEN 'success' ELSE 'failed' END,
                    attempt, status, duration_ms, error, now()
                FROM ended
            ), settled AS (
                SELECT id FROM ended UNION ALL SELECT id FROM retried
            ), logged AS (
                INSERT INTO attempt
                    (delivery_id, number, started_at, duration_ms, response_status, response_body, error)
                SELECT id, attempt, started_at, duration_ms, status, body, error FROM sent
                WHERE id IN (SELECT id FROM settled)
                ON CONFLICT DO NOTHING
            )%s
            SELECT id FROM settled
            """;

    /** Where there is a Kafka, it is told how the deliveries ended. */
    private static final String TELL =
            """
            , told AS (
                INSERT INTO outbox (topic, shard, tenant_id, type, data)
                SELECT t.topic, tenant_id %% %d, tenant_id, t.type, json_build_object('deliveryId', id,
                    'webhookId', webhook_id, 'eventId', event_id, 'event', event_type,
                    'status', CASE verdict WHEN 'DELIVERED' THEN 'success' ELSE 'failed' END,
                    'attempts', attempt, 'responseStatus', status, 'durationMs', duration_ms, 'error', error)::text
                FROM ended CROSS JOIN LATERAL (
                    SELECT 'deliveries' AS topic,
                        CASE verdict WHEN 'DELIVERED' THEN 'delivery.succeeded' ELSE 'delivery.failed' END AS type
                    UNION ALL SELECT 'dead-letters', 'delivery.dead_lettered' WHERE verdict <> 'DELIVERED') t
            )"""
                    .formatted(Outbox.SHARDS);

    private final DeliveryDatabase database;
    private final HubNode node;
    private final EndpointHealth health;
    private final Outbox outbox;
    private final String settle;

    AttemptTransaction(DeliveryDatabase database, HubNode node, EndpointHealth health, Outbox outbox) {
        this.database = database;
        this.node = node;
        this.health = health;
        this.outbox = outbox;
        this.settle = SETTLE.formatted(outbox.isOn() ? TELL : "");
    }

    /**
     * Writes the batch, all or nothing.
     *
     * @return how many of its deliveries this hub still held
     */
    int run(List<SentAttempt> batch) {
        Integer held = database.transactions().execute(status -> {
            Set<UUID> settled = new HashSet<>(database.jdbc()
                    .query(
                            settle,
                            statement -> {
                                Connection connection = statement.getConnection();
                                int column = 0;
                                statement.setArray(++column, array(connection, "uuid", batch, a -> a.delivery()
                                        .id()));
                                statement.setArray(++column, array(connection, "integer", batch, a -> a.delivery()
                                        .attempt()));
                                statement.setArray(++column, array(connection, "text", batch, a -> a.verdict()
                                        .name()));
                                statement.setArray(++column, array(connection, "timestamptz", batch, a -> a.startedAt()
                                        .atOffset(ZoneOffset.UTC)));
                                statement.setArray(++column, array(connection, "integer", batch, a ->
                                        (int) a.duration().toMillis()));
                                statement.setArray(++column, array(connection, "integer", batch, SentAttempt::status));
                                statement.setArray(++column, array(connection, "text", batch, SentAttempt::body));
                                statement.setArray(++column, array(connection, "text", batch, SentAttempt::error));
                                statement.setArray(++column, array(connection, "bigint", batch, a -> a.retryIn()
                                        .toMillis()));
                                statement.setArray(++column, array(connection, "text", batch, a -> a.delivery()
                                        .eventType()));
                                statement.setArray(++column, array(connection, "boolean", batch, a -> a.delivery()
                                        .probe()));
                                statement.setObject(++column, node.id());
                                statement.setObject(++column, node.id());
                            },
                            (row, number) -> row.getObject(1, UUID.class)));
            outbox.publishAfterCommit();
            health.update(batch.stream()
                    .filter(attempt -> settled.contains(attempt.delivery().id()))
                    .toList());
            return settled.size();
        });
        return held == null ? 0 : held;
    }

    private static java.sql.Array array(
            Connection connection, String type, List<SentAttempt> batch, Function<SentAttempt, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, batch.stream().map(value).toArray());
    }
}
