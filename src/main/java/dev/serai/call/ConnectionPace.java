package dev.serai.call;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Holds a connection's calls to its provider's pace, over all hubs, and leaves the provider alone as long as it asks to be
 * (GCRA, as for the tenants' own limits). A connection that is not stored yet has no pace.
 */
@Component
public class ConnectionPace {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPace.class);
    private static final double BURST_SECONDS = 1;

    private static final String TAKE =
            """
            INSERT INTO connection_pace AS pace (connection_id, due_at)
            SELECT id, now() + make_interval(secs => ?) FROM connection WHERE id = ? AND tenant_id = ?
            ON CONFLICT (connection_id) DO UPDATE
            SET due_at = greatest(pace.due_at, pace.closed_until, now()) + make_interval(secs => ?)
            WHERE greatest(pace.due_at - make_interval(secs => ?), pace.closed_until) <= now() + make_interval(secs => ?)
            RETURNING extract(epoch FROM greatest(due_at - make_interval(secs => ?), closed_until) - now())
            """;

    private static final String WAIT =
            """
            SELECT extract(epoch FROM greatest(due_at - make_interval(secs => ?), closed_until) - now())
            FROM connection_pace WHERE connection_id = ?
            """;

    private static final String CLOSE =
            """
            INSERT INTO connection_pace AS pace (connection_id, due_at, closed_until)
            SELECT id, now(), now() + make_interval(secs => ?) FROM connection WHERE id = ? AND tenant_id = ?
            ON CONFLICT (connection_id) DO UPDATE SET closed_until = greatest(pace.closed_until, excluded.closed_until)
            """;

    private final JdbcTemplate database;

    ConnectionPace(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * Waits until the connection may call.
     *
     * @param patience how long at most
     * @throws ProviderFault when that would take longer, saying how long
     */
    public void await(OpenConnection connection, Provider provider, Duration patience) {
        Double pace = provider.limits().requestsPerSecond();
        double step = pace == null ? 0 : 1 / pace;
        double burst = Math.max(step, BURST_SECONDS);
        List<Double> taken = take(connection, step, burst, patience);
        if (!taken.isEmpty()) {
            park(taken.get(0));
            return;
        }
        for (double wait : database.queryForList(WAIT, Double.class, burst, connection.id())) {
            throw new ProviderFault(
                    ErrorClass.RETRY,
                    "Rate limit exceeded: " + provider.name() + " is to be left alone for a while",
                    Duration.ofMillis((long) (Math.max(wait, 0.001) * 1_000)),
                    null,
                    429);
        }
    }

    private List<Double> take(OpenConnection connection, double step, double burst, Duration patience) {
        try {
            return database.queryForList(
                    TAKE,
                    Double.class,
                    step,
                    connection.id(),
                    connection.tenantId(),
                    step,
                    burst,
                    seconds(patience),
                    step + burst);
        } catch (DataIntegrityViolationException removedMeanwhile) {
            throw new ProviderFault(ErrorClass.PERMANENT, "The connection is gone");
        }
    }

    /** Notes that the provider asks to be left alone. */
    public void close(OpenConnection connection, Duration wait) {
        try {
            database.update(CLOSE, seconds(wait), connection.id(), connection.tenantId());
        } catch (DataIntegrityViolationException removedMeanwhile) {
            // A connection that is gone calls nobody any more.
            LOG.debug("Connection {} went before its pause was noted", connection.id());
        }
    }

    /** Waits in the thread that calls. */
    static void park(double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ProviderFault(ErrorClass.RETRY, "The hub is stopping");
            }
            LockSupport.parkNanos(left);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
