package dev.serai.platform.metrics;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reads the features' figures when somebody asks, but not more often than they may be old, and never so that whoever asks
 * has to wait for a database that does not answer.
 */
final class DatabaseFigures implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFigures.class);
    // Nobody waits for these, so they take no more than one of the database's processors.
    private static final String LIMITS =
            "SET LOCAL statement_timeout = '2s'; SET LOCAL max_parallel_workers_per_gather = 0; SET TRANSACTION READ ONLY";
    private static final long PATIENCE_MILLIS = 1_500;
    /** Reading takes at most this part of the time when it gets slow, as long as what is told is not older than … */
    private static final int PART = 20;

    /** … this. */
    private static final long OLDEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final DataSource source;
    private final List<Figures> features;
    private final long freshNanos;
    // A thread only while something is read.
    private final ThreadPoolExecutor reader;
    private @Nullable Future<Reading> underWay;
    private @Nullable Reading last;

    DatabaseFigures(DataSource source, List<Figures> features, MetricsProperties properties) {
        this.source = source;
        this.features = List.copyOf(features);
        this.freshNanos = properties.fresh().toNanos();
        this.reader = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "metrics-reader");
            thread.setDaemon(true);
            return thread;
        });
        this.reader.allowCoreThreadTimeOut(true);
    }

    /**
     * What the database said.
     *
     * @param up whether it said anything
     * @param figures what it said
     * @param at when, in {@link System#nanoTime()}
     * @param tookNanos how long it took
     */
    record Reading(boolean up, List<Figure> figures, long at, long tookNanos) {}

    /** @return the latest figures; none when the database does not answer */
    Reading latest() {
        Future<Reading> reading;
        synchronized (this) {
            Reading known = last;
            if (known != null && isFresh(known)) {
                return known;
            }
            if (underWay == null) {
                underWay = reader.submit(this::readAll);
            }
            reading = underWay;
        }
        Reading now = awaited(reading);
        synchronized (this) {
            if (reading.isDone() && reading == underWay) {
                underWay = null;
                last = now;
            }
        }
        return now;
    }

    private boolean isFresh(Reading known) {
        long rest = Math.min(known.tookNanos() * PART, OLDEST_NANOS);
        return System.nanoTime() - known.at() < Math.max(freshNanos, rest);
    }

    private static Reading awaited(Future<Reading> reading) {
        try {
            return reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return nothing(0);
        } catch (ExecutionException fault) {
            LOG.warn("The figures of the database could not be read", fault.getCause());
            return nothing(0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return nothing(0);
        }
    }

    private static Reading nothing(long tookNanos) {
        return new Reading(false, List.of(), System.nanoTime(), tookNanos);
    }

    private Reading readAll() {
        try (Connection connection = source.getConnection()) {
            long started = System.nanoTime();
            connection.setAutoCommit(false);
            List<Figure> figures = new ArrayList<>();
            boolean up = false;
            for (Figures feature : features) {
                up |= read(feature, connection, figures);
            }
            return new Reading(up, figures, System.nanoTime(), System.nanoTime() - started);
        } catch (SQLException away) {
            // The scrape says so; whoever needs the database says why.
            LOG.debug("No connection for the figures of the database", away);
            return nothing(0);
        }
    }

    /** Each feature by itself: what one asks in vain, or too much, does not cost the others theirs. */
    private static boolean read(Figures feature, Connection connection, List<Figure> figures) throws SQLException {
        JdbcTemplate database = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        try {
            database.execute(LIMITS);
            figures.addAll(feature.read(database));
            return true;
        } catch (DataAccessException failed) {
            LOG.warn("{} could not be read: {}", feature.getClass().getSimpleName(), failed.toString());
            return false;
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void destroy() {
        reader.shutdownNow();
    }
}
