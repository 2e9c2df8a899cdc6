package dev.serai.outbox;

import dev.serai.node.HubNode;
import dev.serai.tenancy.TenantKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The outbox by lanes: a shard of a topic, whose rows one hub publishes at a time. It holds the lane by a lease, so that
 * no transaction is open while it talks to Kafka; the lanes of a hub that died are free at once.
 */
@Component
class OutboxLanes {

    /** How long a lane is held without a word. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String CLAIM =
            """
            UPDATE outbox_lane held
            SET claim = ?, node_id = ?, leased_until = now() + make_interval(secs => ?)
            FROM (
                SELECT topic, shard FROM outbox_lane l
                WHERE topic = ?
                    AND (claim IS NULL OR leased_until < now()
                        OR NOT EXISTS (SELECT FROM hub_node n WHERE n.id = l.node_id))
                    AND EXISTS (SELECT FROM outbox o WHERE o.topic = l.topic AND o.shard = l.shard)
                ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED
            ) free
            WHERE held.topic = free.topic AND held.shard = free.shard
            RETURNING held.shard
            """;

    private static final String RENEW =
            "UPDATE outbox_lane SET leased_until = now() + make_interval(secs => ?) WHERE topic = ? AND shard = ? AND claim = ?";

    private static final String RELEASE =
            """
            UPDATE outbox_lane SET claim = NULL, node_id = NULL, leased_until = NULL
            WHERE topic = ? AND shard = ? AND claim = ?
            """;

    private static final String FIRST =
            """
            SELECT o.id, o.message_id, t.kind, t.external_id, o.type, o.happened_at, o.data
            FROM (
                SELECT waiting.*, sum(octet_length(data)) OVER (ORDER BY id) - octet_length(data) AS before
                FROM (SELECT * FROM outbox WHERE topic = ? AND shard = ? ORDER BY id LIMIT ?) waiting
            ) o JOIN tenant t ON t.id = o.tenant_id
            -- As much as the hub's memory is good for; the first one always.
            WHERE o.before < 4000000 ORDER BY o.id
            """;

    private static final String FORGET = "DELETE FROM outbox WHERE topic = ? AND shard = ? AND id = ANY (?)";

    private final JdbcTemplate database;
    private final HubNode node;

    OutboxLanes(JdbcTemplate database, HubNode node) {
        this.database = database;
        this.node = node;
    }

    /** A lane that is held. */
    record Lane(OutcomeTopic topic, int shard, UUID claim) {}

    /** An outcome that waits, with the tenant as the tenant's owner knows it. */
    record Row(long id, UUID messageId, TenantKind tenantKind, String tenantId, String type, Instant at, String data) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getLong("id"),
                    row.getObject("message_id", UUID.class),
                    TenantKind.valueOf(row.getString("kind")),
                    row.getString("external_id"),
                    row.getString("type"),
                    row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                    row.getString("data"));
        }
    }

    /** @return a lane of the topic in which something waits, held from now on; empty when there is none that is free */
    Optional<Lane> claim(OutcomeTopic topic) {
        UUID claim = UUID.randomUUID();
        return database
                .query(
                        CLAIM,
                        (row, number) -> new Lane(topic, row.getInt("shard"), claim),
                        claim,
                        node.id(),
                        (double) LEASE.toSeconds(),
                        topic.word())
                .stream()
                .findFirst();
    }

    /** Holds a lane for longer, unless another hub has taken it meanwhile. */
    void renew(Lane lane) {
        database.update(RENEW, (double) LEASE.toSeconds(), lane.topic().word(), lane.shard(), lane.claim());
    }

    void release(Lane lane) {
        database.update(RELEASE, lane.topic().word(), lane.shard(), lane.claim());
    }

    /** @return the rows that wait longest, in their order */
    List<Row> first(Lane lane, int limit) {
        return database.query(FIRST, Row::of, lane.topic().word(), lane.shard(), limit);
    }

    /** Forgets rows that Kafka has. That holds whoever has the lane now. */
    void forget(Lane lane, List<Row> rows) {
        database.update(FORGET, statement -> {
            statement.setString(1, lane.topic().word());
            statement.setInt(2, lane.shard());
            statement.setArray(
                    3,
                    statement
                            .getConnection()
                            .createArrayOf("bigint", rows.stream().map(Row::id).toArray()));
        });
    }
}
