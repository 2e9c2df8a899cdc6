package dev.serai.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Writes the archive of the classes that a start of the hub uses, beside its jar; part of the build. It starts the hub once
 * on a database of its own and has Java write down what was loaded when the hub ends (JEP 350).
 */
public final class ArchiveClasses {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveClasses.class);
    /** Spring's word once everything is up. */
    private static final String READY = "Started Serai in ";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofMinutes(1);

    private ArchiveClasses() {}

    /**
     * A hub that can't be started here is told of, and fails no build: the archive only saves time.
     *
     * @param arguments the hub's jar, and a directory that may be removed
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ShippedSettings settings = ShippedSettings.of(arguments[0])
                .orElseThrow(() -> new IllegalArgumentException(arguments[0] + " is not the hub's jar"));
        Path place = Path.of(arguments[1]);
        Files.deleteIfExists(settings.archive());
        FileSystemUtils.deleteRecursively(place);
        Files.createDirectories(place);
        if (write(settings, place)) {
            FileSystemUtils.deleteRecursively(place);
        } else {
            LOG.warn("There is no archive of classes, so the hub will start more slowly: see {}", place.resolve("log"));
        }
    }

    private static boolean write(ShippedSettings settings, Path place) throws IOException, InterruptedException {
        Path log = place.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(settings.command(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        List.of("-XX:ArchiveClassesAtExit=" + settings.archive(), "-Xlog:cds=off,cds+dynamic=off"),
                        List.of("--server.port=0")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SERAI_") || name.startsWith("SPRING_"));
        environment.put("SERAI_DATA_DIR", place.resolve("data").toString());
        Process hub = builder.start();
        try {
            return awaitReady(hub, log) && end(hub) && Files.isRegularFile(settings.archive());
        } finally {
            hub.destroyForcibly();
        }
    }

    private static boolean awaitReady(Process hub, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && hub.isAlive()) {
            if (Files.readString(log).contains(READY)) {
                return true;
            }
            hub.waitFor(100, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private static boolean end(Process hub) throws InterruptedException {
        hub.destroy();
        return hub.waitFor(END.toSeconds(), TimeUnit.SECONDS);
    }
}
