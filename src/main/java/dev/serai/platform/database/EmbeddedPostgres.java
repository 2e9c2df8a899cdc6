package dev.serai.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
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
    private static final int START_WITHIN_SECONDS = 60;

    private final DatabaseDirectory directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final FileLock lock;
    private final String password;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile int port;
    private volatile Process server;
    private volatile PostgresPrograms programs;
    private volatile boolean closing;

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
        EmbeddedPostgres database = new EmbeddedPostgres(home, settings);
        Thread starter = new Thread(database::startFirst, "embedded-postgres-start");
        starter.setDaemon(true);
        // An orphan may still hold the port; it is stopped first, so that the port stays the same.
        database.programs =
                new PostgresPrograms(PostgresBinaries.unpack(database.directory.programs()), database.directory);
        database.programs.stopOrphan();
        database.port = database.directory.port();
        starter.start();
        return database;
    }

    private void startFirst() {
        try {
            if (directory.isNew()) {
                programs.initdb(USER);
            }
            launch();
            awaitConnection();
            createDatabase();
            checkDurability();
            ready.complete(null);
        } catch (RuntimeException | SQLException failed) {
            ready.completeExceptionally(failed);
        }
    }

    private synchronized void launch() {
        if (closing) {
            return;
        }
        server = programs.startServer(port, settings);
        server.onExit().thenAccept(this::startAgain);
    }

    private void startAgain(Process ended) {
        if (closing || !ready.isDone()) {
            return;
        }
        LOG.warn("The embedded PostgreSQL ended with code {}; it is started again", ended.exitValue());
        // Its children may take a moment to end; the server refuses to start beside them.
        LockSupport.parkNanos(500_000_000L);
        programs.stopOrphan();
        launch();
    }

    private void awaitConnection() {
        long end = System.nanoTime() + START_WITHIN_SECONDS * 1_000_000_000L;
        while (true) {
            try (Connection connection = connect("postgres")) {
                connection.isValid(1);
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !server.isAlive()) {
                    throw new IllegalStateException(
                            "The embedded PostgreSQL did not start; see " + directory.serverLog(), notYet);
                }
                LockSupport.parkNanos(20_000_000L);
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
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + name, USER, password);
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
            if (closing) {
                return;
            }
            closing = true;
        }
        Process running = server;
        if (running != null && running.isAlive()) {
            programs.stop(running.toHandle());
        }
        try {
            lock.acquiredBy().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
