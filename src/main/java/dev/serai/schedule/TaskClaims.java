package dev.serai.schedule;

import dev.serai.node.HubNode;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Claims tasks by lease, and gives them back: done, due again, or for another hub to do. */
@Component
class TaskClaims {

    /** Longer than a hub that is alive ever waits before it renews its claims. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String CLAIM =
            """
            WITH chosen AS (
                SELECT t.kind, t.connection_id FROM unnest(?::text[], ?::integer[]) AS room (kind, count)
                CROSS JOIN LATERAL (
                    SELECT kind, connection_id FROM task
                    WHERE kind = room.kind AND due_at <= now() ORDER BY due_at LIMIT room.count FOR UPDATE SKIP LOCKED) t
            )
            UPDATE task SET node_id = ?, claim = gen_random_uuid(), attempt = attempt + 1,
                due_at = now() + make_interval(secs => ?)
            FROM chosen WHERE task.kind = chosen.kind AND task.connection_id = chosen.connection_id
            RETURNING task.kind, task.tenant_id, task.connection_id, task.attempt, task.claim
            """;

    private static final String RENEW =
            "UPDATE task SET due_at = now() + make_interval(secs => ?) WHERE claim = ANY (?)";

    // A hub says every second that it is alive; who fell silent is taken off the list, and then its tasks are due.
    private static final String TAKE_OVER =
            """
            UPDATE task SET node_id = NULL, claim = NULL, due_at = now()
            WHERE claim IS NOT NULL AND node_id <> ?
                AND NOT EXISTS (SELECT FROM hub_node n WHERE n.id = task.node_id)
            """;

    private static final String AGAIN =
            """
            UPDATE task SET node_id = NULL, claim = NULL, again_at = NULL, attempt = ?,
                due_at = least(now() + make_interval(secs => ?), again_at)
            WHERE claim = ?
            """;

    private static final String DONE = "DELETE FROM task WHERE claim = ? AND again_at IS NULL";

    private static final String ASKED_AGAIN =
            """
            UPDATE task SET node_id = NULL, claim = NULL, again_at = NULL, attempt = 0, due_at = again_at
            WHERE claim = ?
            """;

    private static final String GIVE_UP =
            """
            UPDATE task SET node_id = NULL, claim = NULL, again_at = NULL, due_at = coalesce(again_at, 'infinity'), error = ?
            WHERE claim = ?
            """;

    private static final String GIVE_BACK =
            "UPDATE task SET node_id = NULL, claim = NULL, attempt = attempt - 1, due_at = now() WHERE node_id = ?";

    private static final String GIVE_ONE_BACK =
            """
            UPDATE task SET node_id = NULL, claim = NULL, attempt = attempt - 1, due_at = now() WHERE claim = ?
            """;

    private final JdbcTemplate database;
    private final HubNode node;

    TaskClaims(JdbcTemplate database, HubNode node) {
        this.database = database;
        this.node = node;
    }

    /**
     * Claims what is due.
     *
     * @param room how many of which kinds
     */
    List<DueTask> take(Map<String, Integer> room) {
        return database.query(
                CLAIM,
                statement -> {
                    Connection connection = statement.getConnection();
                    statement.setArray(
                            1, connection.createArrayOf("text", room.keySet().toArray()));
                    statement.setArray(
                            2, connection.createArrayOf("integer", room.values().toArray()));
                    statement.setObject(3, node.id());
                    statement.setDouble(4, LEASE.toSeconds());
                },
                (row, number) -> new DueTask(
                        row.getString("kind"),
                        row.getLong("tenant_id"),
                        row.getObject("connection_id", UUID.class),
                        row.getInt("attempt"),
                        row.getObject("claim", UUID.class)));
    }

    /** Holds claims for another lease. */
    void renew(Collection<UUID> claims) {
        database.update(RENEW, statement -> {
            statement.setDouble(1, LEASE.toSeconds());
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", claims.toArray()));
        });
    }

    /** @return how many tasks of hubs that fell silent are due again */
    int takeOver() {
        return database.update(TAKE_OVER, node.id());
    }

    /**
     * Ends a claim.
     *
     * @param next how long until the task is due again; null: never, unless it was asked for meanwhile
     * @return whether it is due again
     */
    boolean done(DueTask task, @Nullable Duration next) {
        if (next != null) {
            return again(task, next, 0);
        }
        return database.update(DONE, task.claim()) == 0 && database.update(ASKED_AGAIN, task.claim()) > 0;
    }

    /** Ends a claim whose task failed and is to be tried again. */
    void failed(DueTask task, Duration wait) {
        again(task, wait, task.attempt());
    }

    /** Ends a claim whose task failed for the last time. It is kept, unless it was asked for meanwhile. */
    void giveUp(DueTask task, String error) {
        database.update(GIVE_UP, error, task.claim());
    }

    private boolean again(DueTask task, Duration wait, int attempt) {
        return database.update(AGAIN, attempt, Math.max(wait.toMillis(), 0) / 1_000.0, task.claim()) > 0;
    }

    /** Gives back a task that nobody has begun: it is due now, and was not tried. */
    void giveBack(DueTask task) {
        database.update(GIVE_ONE_BACK, task.claim());
    }

    /** Gives back all that this hub still holds. */
    void giveBack() {
        database.update(GIVE_BACK, node.id());
    }
}
