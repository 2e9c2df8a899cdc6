package dev.serai.platform.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the hub's own, with its state under the data directory. It is durable as any other: what it commits
 * has reached the disk. It starts in the background, is started again when it dies, and is taken over from a hub that
 * was killed.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String USER = "serai";
    private static final String DATABASE = "serai";
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final int FIRST_STARTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** What the server says while it recovers, which may take long and is no failure. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private final DatabaseDirectory directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Closeable lock;
    private final String password;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile int port;
    private volatile Process server;
    private volatile PostgresPrograms programs;
    private final CountDownLatch closing = new CountDownLatch(1);

    private EmbeddedPostgres(Path home, Map<String, String> overrides) {
        directory = new DatabaseDirectory(home.toAbsolutePath());
        lock = directory.lock();
        password = directory.password();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        // The promise of the hub stands on these three: what is committed is on the disk.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("shared_buffers", "128MB");
        settings.put("max_connections", "60");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("autovacuum_naptime", "5s");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_min_messages", "warning");
        settings.putAll(overrides);
    }

    /**
     * Begins to start a PostgreSQL; {@link #awaitReady()} waits for it.
     *
     * @param home its directory, made when it is not there
     * @param settings PostgreSQL settings that replace the defaults
     * @throws IllegalStateException when another running hub uses the directory
     */
    public static EmbeddedPostgres start(Path home, Map<String, String> settings) {
        return start(home, settings, Unprivileged.WAYS_FOR_ROOT);
    }

    static EmbeddedPostgres start(Path home, Map<String, String> settings, List<Unprivileged> waysForRoot) {
        EmbeddedPostgres database = new EmbeddedPostgres(home, settings);
        try {
            database.begin(waysForRoot);
            return database;
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    private void begin(List<Unprivileged> waysForRoot) {
        Path unpacked = PostgresBinaries.unpack(directory.programs());
        programs = new PostgresPrograms(unpacked, directory, waysForRoot);
        // An orphan may still hold the port; it is stopped first, so that the port stays the same.
        programs.stopOrphan();
        port = directory.port();
        Thread keeper = new Thread(() -> keep(unpacked), "embedded-postgres");
        keeper.setDaemon(true);
        keeper.start();
    }

    /** Starts the server and starts it again whenever it ends, until it is to close. */
    private void keep(Path unpacked) {
        try {
            if (directory.isNew()) {
                programs.initdb(USER);
            }
            launch();
            awaitConnection();
            PostgresBinaries.removeOthers(unpacked);
            createDatabase();
            checkDurability();
            ready.complete(null);
            while (!closes(Duration.ZERO)) {
                startAgainOnceEnded();
            }
        } catch (InterruptedException | RuntimeException | SQLException | IOException failed) {
            if (!ready.completeExceptionally(failed) && !closes(Duration.ZERO)) {
                LOG.error("The embedded PostgreSQL is no longer looked after", failed);
            }
        }
    }

    private synchronized void launch() {
        if (!closes(Duration.ZERO)) {
            server = programs.startServer(port, settings);
        }
    }

    private void startAgainOnceEnded() throws InterruptedException {
        int code = server.waitFor();
        Duration pause = FIRST_PAUSE;
        // Its children may take a moment to end, and the server refuses to start beside them.
        while (!closes(pause) && !server.isAlive()) {
            LOG.warn("The embedded PostgreSQL ended with code {}; it is started again", code);
            try {
                programs.stopOrphan();
                launch();
                // One that can't start ends at once; one that stays is fine.
                if (!server.waitFor(LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS)) {
                    return;
                }
                code = server.exitValue();
                LOG.warn("The embedded PostgreSQL ended soon again: {}", directory.lastWords());
            } catch (RuntimeException failed) {
                LOG.warn("The embedded PostgreSQL could not be started again", failed);
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Waits, and answers whether the database is to close. */
    private boolean closes(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void awaitConnection() {
        long end = System.nanoTime() + START_WITHIN.toNanos();
        int starts = 1;
        while (true) {
            try (Connection connection = connect("postgres")) {
                connection.isValid(1);
                return;
            } catch (SQLException notYet) {
                if (CANNOT_CONNECT_NOW.equals(notYet.getSQLState())) {
                    end = System.nanoTime() + START_WITHIN.toNanos();
                }
                if (closes(Duration.ofMillis(20))) {
                    throw new IllegalStateException("The embedded PostgreSQL was closed while it started");
                }
                if (!server.isAlive() && starts < FIRST_STARTS) {
                    // Children of a server that was killed may still be ending.
                    starts++;
                    closes(FIRST_PAUSE);
                    launch();
                } else if (!server.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "The embedded PostgreSQL did not start: " + directory.lastWords(), notYet);
                }
            }
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private void checkDurability() throws SQLException {
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
                    shown.next();
                    if (!"on".equals(shown.getString(1))) {
                        LOG.warn("The embedded PostgreSQL runs with {} off: accepted events may be lost", setting);
                    }
                }
            }
        }
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?loginTimeout=10", USER, password);
    }

    /**
     * Waits until the database takes connections.
     *
     * @throws IllegalStateException when it can't be started; the message says where its log is
     */
    public void awaitReady() {
        try {
            ready.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException(failed.getCause().getMessage(), failed.getCause());
        }
    }

    /** @return the database's JDBC URL; known before it is ready */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** @return the user to connect with */
    public String username() {
        return USER;
    }

    /** @return the user's password */
    public String password() {
        return password;
    }

    /** @return the server's process, which changes when it is started again */
    public ProcessHandle server() {
        return server.toHandle();
    }

    /** Stops the server and frees the directory. What is committed stays. */
    @Override
    public void close() {
        synchronized (this) {
            if (closes(Duration.ZERO)) {
                return;
            }
            closing.countDown();
        }
        Process running = server;
        if (running != null && running.isAlive()) {
            programs.stop(running.toHandle());
        }
        try {
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The database's directory can't be freed", failed);
        }
    }
}
