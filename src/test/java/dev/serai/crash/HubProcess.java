package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.util.FileSystemUtils;

/**
 * The real hub as a process of its own. It can be killed and started again on the same data and port; what it prints is
 * kept in a file. Closing it leaves nothing behind: neither the hub, nor a PostgreSQL that outlived it.
 */
final class HubProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "serai.jar");
    private static final Path HOME = Path.of("target", "crash");
    private static final boolean AS_SHIPPED = Boolean.getBoolean("serai.crash.as-shipped");
    // What the hub does in these tests is over before the better compiler pays off.
    private static final List<String> JVM_OPTIONS =
            AS_SHIPPED ? List.of() : List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xss512k");
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(60);

    private final Path data;
    private final Path output;
    private final int port;
    private final int managementPort = FreePort.find();
    private final Map<String, String> settings;
    private final boolean ownsDatabase;
    private final List<String> jvmOptions;
    private Process process;

    private HubProcess(String name, Path data, int port, Map<String, String> settings, boolean ownsDatabase) {
        this(name, data, port, settings, ownsDatabase, JVM_OPTIONS);
    }

    private HubProcess(
            String name,
            Path data,
            int port,
            Map<String, String> settings,
            boolean ownsDatabase,
            List<String> jvmOptions) {
        this.ownsDatabase = ownsDatabase;
        this.jvmOptions = jvmOptions;
        this.data = data;
        this.output = HOME.resolve(name + ".log");
        this.port = port;
        this.settings = settings;
        try {
            Files.createDirectories(HOME);
            Files.deleteIfExists(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        this.process = run();
    }

    /**
     * Makes an empty data directory.
     *
     * @param name whose it is; one of an earlier run is removed
     */
    static Path newData(String name) {
        try {
            Path data = HOME.resolve(name).toAbsolutePath();
            FileSystemUtils.deleteRecursively(data);
            return Files.createDirectories(data);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Starts a hub.
     *
     * @param name names the file with its output
     * @param data its data directory
     * @param settings environment variables beside those every hub here has, or instead of them
     */
    static HubProcess start(String name, Path data, Map<String, String> settings) {
        return new HubProcess(name, data, FreePort.find(), settings, true);
    }

    /** Starts a hub without any option for the JVM, as a newcomer does. */
    static HubProcess startPlainly(String name, Path data) {
        return new HubProcess(name, data, FreePort.find(), Map.of(), true, List.of());
    }

    /** Starts a hub on the port of another one, which runs. */
    static HubProcess startOnPortOf(HubProcess other, String name) {
        return new HubProcess(name, newData(name), other.port, Map.of(), true);
    }

    /** Starts a hub on the data directory of another one, which runs. */
    static HubProcess startOnDataOf(HubProcess other, String name) {
        return new HubProcess(name, other.data, FreePort.find(), Map.of(), false);
    }

    private Process run() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SERAI_") || name.startsWith("SPRING_"));
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        environment.put("SERAI_DATA_DIR", data.toString());
        environment.put("SERAI_JWT_SECRET", Tokens.SECRET);
        environment.put("SERAI_RATE_LIMIT_ENABLED", "false");
        environment.put("SERAI_WEBHOOKS_ALLOW_HTTP", "true");
        environment.put("SERAI_EGRESS_ALLOW", "127.0.0.0/8");
        environment.putAll(settings);
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException("Is " + JAR + " built?", failed);
        }
    }

    /** @return the hub's own process */
    ProcessHandle handle() {
        return process.toHandle();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** @return where operators find the hub */
    URI managementUri() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    /** Waits until the hub is ready. A hub that ends instead fails at once, with what it printed. */
    HubProcess awaitReady() {
        HubClient client = new HubClient(uri());
        await("the hub is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertThat(process.isAlive())
                        .as("the hub runs; it printed: %s", output())
                        .isTrue())
                .until(client::isReady);
        return this;
    }

    /** Starts the hub again, after it has ended, on the same data and port. */
    HubProcess startAgain() {
        assertThat(process.isAlive()).as("the hub still runs").isFalse();
        process = run();
        return this;
    }

    /** Kills the hub's own process with SIGKILL. Its PostgreSQL lives on. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Asks the hub to stop, with SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** @return the exit code of a hub that ends by itself or has been told to */
    int awaitExit() {
        try {
            return process.onExit().get(END.toSeconds(), TimeUnit.SECONDS).exitValue();
        } catch (ExecutionException | TimeoutException running) {
            throw new AssertionError("the hub did not end: " + output(), running);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** @return all that the hub has printed, over all its starts */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @return the hub's own PostgreSQL, as long as it runs; with it end all its children */
    Optional<ProcessHandle> postgres() {
        Path pidFile = data.resolve("postgres").resolve("tables").resolve("postmaster.pid");
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(
                                    Long.parseLong(Files.readAllLines(pidFile).get(0)))
                            .filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException halfWritten) {
            return Optional.empty();
        }
    }

    /** @return where the hub's own PostgreSQL is, and how to come in */
    DatabaseAccess database() {
        Path home = data.resolve("postgres");
        try {
            return new DatabaseAccess(
                    "jdbc:postgresql://127.0.0.1:"
                            + Files.readString(home.resolve("port")).strip() + "/serai",
                    "serai",
                    Files.readString(home.resolve("password")).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
        if (ownsDatabase) {
            postgres().ifPresent(orphan -> {
                orphan.destroyForcibly();
                orphan.onExit().join();
            });
            removeDatabase();
        }
    }

    private void removeDatabase() {
        // Its last processes may still be writing when the first one is gone.
        await("the database is removed").atMost(END).ignoreExceptions().until(() -> {
            FileSystemUtils.deleteRecursively(data.resolve("postgres"));
            return !Files.exists(data.resolve("postgres"));
        });
    }
}
