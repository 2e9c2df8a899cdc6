package dev.serai.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What is to be done with connections, and when. There is at most one task of a kind per connection: asking for it again
 * brings it forward, and while it is being done, has it done once more afterwards. Everything takes part in the caller's
 * transaction.
 */
@Component
public class Tasks {

    // The database's clock decides what is due, so that hubs whose clocks differ agree.
    private static final String SCHEDULE =
            """
            INSERT INTO task (kind, tenant_id, connection_id, due_at) VALUES (?, ?, ?, now() + make_interval(secs => ?))
            ON CONFLICT (connection_id, kind) DO UPDATE SET
                due_at = CASE WHEN task.claim IS NULL THEN least(task.due_at, excluded.due_at) ELSE task.due_at END,
                again_at = CASE WHEN task.claim IS NOT NULL THEN least(task.again_at, excluded.due_at) END
            """;

    private static final String RESCHEDULE =
            """
            INSERT INTO task (kind, tenant_id, connection_id, due_at) VALUES (?, ?, ?, now() + make_interval(secs => ?))
            ON CONFLICT (connection_id, kind) DO UPDATE SET
                due_at = CASE WHEN task.claim IS NULL THEN excluded.due_at ELSE task.due_at END,
                again_at = CASE WHEN task.claim IS NOT NULL THEN excluded.due_at END
            """;

    private static final String SCHEDULE_ALL =
            """
            INSERT INTO task (kind, tenant_id, connection_id, due_at)
            SELECT kind, tenant_id, subject, now()
            FROM unnest(?::text[], ?::bigint[], ?::uuid[]) AS wanted (kind, tenant_id, subject)
            ON CONFLICT (connection_id, kind) DO NOTHING
            """;

    private final JdbcTemplate database;
    private final Clock clock;
    private final TaskSignal signal;

    Tasks(JdbcTemplate database, Clock clock, TaskSignal signal) {
        this.database = database;
        this.clock = clock;
        this.signal = signal;
    }

    /** Has something done as soon as a hub has room for it. */
    public void scheduleNow(String kind, long tenantId, UUID connectionId) {
        scheduleNow(database, kind, tenantId, connectionId);
    }

    /**
     * The same on a given connection to the database; the hub is woken at the end of a Spring transaction, or at once.
     *
     * @param database the connection of the transaction that the task belongs to
     */
    public void scheduleNow(JdbcOperations database, String kind, long tenantId, UUID connectionId) {
        insert(database, kind, tenantId, connectionId, Duration.ZERO);
    }

    /**
     * Something that is to be done.
     *
     * @param subject what it is about
     */
    public record Wanted(String kind, long tenantId, UUID subject) {}

    /**
     * Has many things done that nobody has asked for before.
     *
     * @param database the connection of the transaction that the tasks belong to
     */
    public void scheduleNow(JdbcOperations database, List<Wanted> wanted) {
        database.update(SCHEDULE_ALL, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("text", column(wanted, Wanted::kind)));
            statement.setArray(2, connection.createArrayOf("bigint", column(wanted, Wanted::tenantId)));
            statement.setArray(3, connection.createArrayOf("uuid", column(wanted, Wanted::subject)));
        });
        signal.raiseAfterCommit();
    }

    private static Object[] column(List<Wanted> wanted, Function<Wanted, Object> value) {
        return wanted.stream().map(value).toArray();
    }

    /**
     * Has something done later.
     *
     * @param at when, by the hub's clock; what lies in the past is due now
     */
    public void schedule(String kind, long tenantId, UUID connectionId, Instant at) {
        insert(database, kind, tenantId, connectionId, Duration.between(clock.instant(), at));
    }

    /**
     * Has something done at another time than was planned, earlier or later.
     *
     * @param at when, by the hub's clock; what lies in the past is due now
     */
    public void reschedule(String kind, long tenantId, UUID connectionId, Instant at) {
        database.update(RESCHEDULE, kind, tenantId, connectionId, seconds(Duration.between(clock.instant(), at)));
        signal.raiseAfterCommit();
    }

    private void insert(JdbcOperations target, String kind, long tenantId, UUID connectionId, Duration wait) {
        target.update(SCHEDULE, kind, tenantId, connectionId, seconds(wait));
        signal.raiseAfterCommit();
    }

    private static double seconds(Duration wait) {
        return Math.max(wait.toMillis(), 0) / 1_000.0;
    }

    /** Has something not done any more; what is being done right now comes to its end, but is not done again. */
    public void cancel(String kind, UUID connectionId) {
        database.update("DELETE FROM task WHERE kind = ? AND connection_id = ?", kind, connectionId);
    }

    /** The same for everything about a connection. */
    public void cancelAll(UUID connectionId) {
        database.update("DELETE FROM task WHERE connection_id = ?", connectionId);
    }

    /** @return the kinds of work that wait or are being done for a connection, sorted */
    public List<String> of(UUID connectionId) {
        return database.queryForList(
                "SELECT kind FROM task WHERE connection_id = ? ORDER BY kind", String.class, connectionId);
    }
}
