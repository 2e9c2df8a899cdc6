package dev.serai.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir
    private static Path directory;

    private static Path unpacked;

    @BeforeAll
    static void unpackAsWithoutABuild() {
        unpacked = PostgresBinaries.unpack(directory.resolve("build"), directory.resolve("nothing"));
    }

    @Test
    void unpacksWhatTheBuildHasNot() {
        assertThat(unpacked.resolve("initdb")).isExecutable();
    }

    @Test
    void copiesWhatTheBuildHasUnpackedJustAsItWouldUnpackIt() throws IOException {
        Path copied = PostgresBinaries.unpack(directory.resolve("hub"), directory.resolve("build"));

        assertThat(copied).isNotEqualTo(unpacked).isDirectory();
        assertThat(content(copied.getParent())).isEqualTo(content(unpacked.getParent()));
    }

    @Test
    void letsEveryUserRunACopyAndNoneChangeIt() throws IOException {
        Path loose = PostgresBinaries.unpack(directory.resolve("loose"), directory.resolve("build"));
        Files.setPosixFilePermissions(loose.resolve("initdb"), PosixFilePermissions.fromString("rwxrwx---"));
        Path copied = PostgresBinaries.unpack(directory.resolve("another hub"), directory.resolve("loose"));

        assertThat(permissions(copied.resolve("initdb"))).isEqualTo("rwxr-xr-x");
    }

    /** What is in a directory: permissions and size, or what a link points to, by path. */
    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String what = Files.isSymbolicLink(file)
                        ? Files.readSymbolicLink(file).toString()
                        : permissions(file) + " " + (Files.isDirectory(file) ? "" : Files.size(file));
                content.put(root.relativize(file).toString(), what);
            }
        }
        return content;
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
