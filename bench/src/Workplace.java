import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the benchmark keeps its files: all below {@code target/bench}, made anew for each run. */
final class Workplace {

    private static final Pattern JVM_ARGUMENTS = Pattern.compile("<hub\\.jvm\\.arguments>(.*?)</hub\\.jvm\\.arguments>");

    private final Path home = Path.of("target/bench").toAbsolutePath();

    Workplace() throws IOException {
        delete(data());
        delete(routes());
        Files.createDirectories(data());
        copy(Path.of("routes"), routes());
        copy(Path.of("bench/routes"), routes().resolve("bench"));
        Files.deleteIfExists(log());
    }

    Path data() {
        return home.resolve("data");
    }

    /** The hub's routes, and beside them the empty one that accepting events is compared with. */
    Path routes() {
        return home.resolve("routes");
    }

    Path log() {
        return home.resolve("hub.log");
    }

    Path report() {
        return home.resolve("report.md");
    }

    Path recording(int number) {
        return home.resolve("hub-" + number + ".jfr");
    }

    Path jar() {
        return Path.of("target/serai.jar").toAbsolutePath();
    }

    /** What pom.xml says a hub is started with. */
    List<String> jvmArguments() throws IOException {
        Matcher found = JVM_ARGUMENTS.matcher(Files.readString(Path.of("pom.xml")));
        if (!found.find()) {
            throw new IllegalStateException("pom.xml has no hub.jvm.arguments");
        }
        return List.of(found.group(1).strip().split("\\s+"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
