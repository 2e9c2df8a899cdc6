package dev.serai.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Writes the archive of the classes that a start of the hub uses, beside its jar; part of the build. It starts the hub once
 * on a database of its own to see which these are, and has Java write them down as they are in memory (JEP 310).
 */
public final class ArchiveClasses {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveClasses.class);

    /** Spring's word once everything is up. */
    private static final String READY = "Started Serai in ";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofMinutes(1);

    private final ShippedSettings settings;
    private final Path place;
    private final Path log;
    private final Path seen;

    private ArchiveClasses(ShippedSettings settings, Path place) {
        this.settings = settings;
        this.place = place;
        this.log = place.resolve("log");
        this.seen = place.resolve("classes");
    }

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
        if (new ArchiveClasses(settings, place).write()) {
            FileSystemUtils.deleteRecursively(place);
        } else {
            LOG.warn("There is no archive of classes, so the hub will start more slowly: see {}", place.resolve("log"));
        }
    }

    private boolean write() throws IOException, InterruptedException {
        if (!lookAtAStart()) {
            return false;
        }
        Path archived = place.resolve("archived-classes");
        Files.write(archived, new ArchivableClasses(settings.jar()).among(Files.readAllLines(seen)));
        Process dump = run(settings.javaWith(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + archived,
                "-XX:SharedArchiveFile=" + settings.archive(),
                // Most classes of a class path that size are none that it can keep, and each would be told of.
                "-Xlog:cds=off,cds+dynamic=off,class+path=off",
                "-cp",
                settings.jar().toString())));
        return hasEnded(dump) && dump.exitValue() == 0 && Files.isRegularFile(settings.archive());
    }

    private boolean lookAtAStart() throws IOException, InterruptedException {
        Process hub = run(settings.command(List.of("-XX:DumpLoadedClassList=" + seen), List.of("--server.port=0")));
        try {
            if (!isReady(hub)) {
                return false;
            }
            hub.destroy();
            return hasEnded(hub) && Files.isRegularFile(seen);
        } finally {
            hub.destroyForcibly();
        }
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SERAI_") || name.startsWith("SPRING_"));
        builder.environment().put("SERAI_DATA_DIR", place.resolve("data").toString());
        return builder.start();
    }

    private boolean isReady(Process hub) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && hub.isAlive()) {
            if (Files.readString(log).contains(READY)) {
                return true;
            }
            hub.waitFor(100, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private static boolean hasEnded(Process process) throws InterruptedException {
        return process.waitFor(END.toSeconds(), TimeUnit.SECONDS);
    }
}
