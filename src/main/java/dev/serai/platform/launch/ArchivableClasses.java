package dev.serai.platform.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which classes may be archived. Those that a jar has for some versions of Java only may not: Java 17 looks for them in the
 * wrong place of the jar when a profiler or an agent asks for what they are made of, and crashes.
 */
final class ArchivableClasses {

    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/(.*)\\.class");

    private final Set<String> versioned = new HashSet<>();

    /** @param jar the hub's jar, with its libraries in {@code lib} beside it */
    ArchivableClasses(Path jar) throws IOException {
        try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
            libraries.forEach(this::look);
        }
    }

    private void look(Path library) {
        try (JarFile file = new JarFile(library.toFile(), false)) {
            file.stream().forEach(entry -> {
                Matcher name = VERSIONED.matcher(entry.getName());
                if (name.matches()) {
                    versioned.add(name.group(1));
                }
            });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * @param seen a list of classes as Java writes it: a class begins a line, and may be followed by more about it
     * @return the lines of those that may be archived
     */
    List<String> among(List<String> seen) {
        return seen.stream()
                .filter(line -> Stream.of(line.split(" ")).noneMatch(versioned::contains))
                .toList();
    }
}
