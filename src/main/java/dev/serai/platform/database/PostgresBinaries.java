package dev.serai.platform.database;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.FileSystemUtils;

/**
 * Puts PostgreSQL's programs in place, once per version: copied from where the build has unpacked them, which takes a
 * fraction of the time, or else unpacked from the jar.
 */
final class PostgresBinaries {

    /** What {@link UnpackPostgres} made, beside the hub's own jar or classes. */
    private static final String BESIDE_THE_HUB = "postgres";

    /** The major version; its data directories are its own. */
    private static final String MAJOR = "17";

    private static final Set<PosixFilePermission> EVERYBODY = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> READ_BY_EVERYBODY = PosixFilePermissions.fromString("rw-r--r--");

    private PostgresBinaries() {}

    /**
     * Makes sure that the programs are there.
     *
     * @param home where they belong
     * @return the directory with {@code postgres}, {@code initdb} and {@code pg_ctl}
     */
    static Path unpack(Path home) {
        return unpack(home, besideTheHub());
    }

    /** @param unpacked where they may lie unpacked, by version; null: nowhere */
    static Path unpack(Path home, @Nullable Path unpacked) {
        Path target = home.resolve(version());
        if (!Files.isDirectory(target.resolve("bin"))) {
            try {
                Files.createDirectories(home);
                // Unpacked aside and moved as a whole: another hub that starts at this moment sees all or nothing.
                Path aside = Files.createTempDirectory(home, "unpacking-");
                Files.setPosixFilePermissions(aside, EVERYBODY);
                Path given = unpacked == null ? null : unpacked.resolve(version());
                if (given != null && Files.isDirectory(given)) {
                    copy(given, aside);
                } else {
                    extract(aside);
                }
                moveInto(aside, target);
            } catch (IOException failed) {
                throw new UncheckedIOException("PostgreSQL could not be unpacked into " + home, failed);
            }
        }
        return target.resolve("bin");
    }

    /**
     * Takes away what other versions of the hub have unpacked.
     *
     * @param used what {@link #unpack} returned; nothing else may run any more
     */
    static void removeOthers(Path used) throws IOException {
        try (DirectoryStream<Path> versions =
                Files.newDirectoryStream(used.getParent().getParent())) {
            for (Path version : versions) {
                if (!version.equals(used.getParent())) {
                    FileSystemUtils.deleteRecursively(version);
                }
            }
        }
    }

    /** A name for what this build brings along: a minor version that mends PostgreSQL must replace the one before. */
    private static String version() {
        Resource packed = new ClassPathResource(archiveName());
        try {
            // No two versions are packed into the same number of bytes.
            return packed.exists() ? MAJOR + "-" + Long.toHexString(packed.contentLength()) : MAJOR;
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL can't be read from this build of Serai", failed);
        }
    }

    /** @return whether this build has PostgreSQL for this machine */
    static boolean exist() {
        return PostgresBinaries.class.getResource("/" + archiveName()) != null;
    }

    private static @Nullable Path besideTheHub() {
        File hub = new ApplicationHome(PostgresBinaries.class).getSource();
        return hub == null ? null : hub.toPath().resolveSibling(BESIDE_THE_HUB);
    }

    private static void copy(Path unpacked, Path target) throws IOException {
        try (Stream<Path> found = Files.walk(unpacked)) {
            for (Path from : (Iterable<Path>) found::iterator) {
                Path to = target.resolve(unpacked.relativize(from));
                if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
                    directory(to);
                } else {
                    Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
                    if (!Files.isSymbolicLink(to)) {
                        permit(to, Files.isExecutable(from));
                    }
                }
            }
        }
    }

    private static void moveInto(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            throw unsupported;
        } catch (IOException otherWasFaster) {
            FileSystemUtils.deleteRecursively(aside);
            if (!Files.isDirectory(target.resolve("bin"))) {
                throw otherWasFaster;
            }
        }
    }

    private static void extract(Path target) throws IOException {
        String archive = archiveName();
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw new IOException("this build of Serai has no PostgreSQL for this machine (" + archive
                        + "); set SPRING_DATASOURCE_URL to one of your own");
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, target.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            directory(file);
            return;
        }
        directory(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        permit(file, (entry.getMode() & 0100) != 0);
    }

    private static void permit(Path file, boolean program) throws IOException {
        Files.setPosixFilePermissions(file, program ? EVERYBODY : READ_BY_EVERYBODY);
    }

    private static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            directory(directory.getParent());
            Files.createDirectory(directory);
            // Whatever the umask says: the programs may have to run as another user.
            Files.setPosixFilePermissions(directory, EVERYBODY);
        }
    }

    private static String archiveName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "aarch64", "arm64" -> "arm_64";
                    case "amd64", "x86_64" -> "x86_64";
                    default -> System.getProperty("os.arch");
                };
        return "postgres-" + os + "-" + machine + ".txz";
    }
}
