package dev.serai.platform.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.FileSystemUtils;

/** What the embedded PostgreSQL keeps on disk beside its tables: a password, a port, and a lock against a second hub. */
final class DatabaseDirectory {

    /** What this program has locked: closing a second channel to a locked file would free it for everybody. */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path home;

    DatabaseDirectory(Path home) {
        try {
            // Without links, as the system shows it for the programs that run here.
            this.home = Files.createDirectories(home).toRealPath();
        } catch (IOException failed) {
            throw new UncheckedIOException("SERAI_DATA_DIR can't be written: " + home, failed);
        }
    }

    Path tables() {
        return home.resolve("tables");
    }

    Path programs() {
        return home.resolve("programs");
    }

    Path serverLog() {
        return home.resolve("server.log");
    }

    Path passwordFile() {
        return home.resolve("password");
    }

    boolean isNew() {
        return !Files.exists(tables().resolve("PG_VERSION"));
    }

    /** @return a new directory for a cluster, until {@link #takeTables} puts it in place */
    Path newTables() throws IOException {
        try (DirectoryStream<Path> given = Files.newDirectoryStream(home, "making-*")) {
            for (Path cutShort : given) {
                FileSystemUtils.deleteRecursively(cutShort);
            }
        }
        return Files.createTempDirectory(home, "making-");
    }

    void takeTables(Path made) throws IOException {
        Files.move(made, tables(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(home, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** @return the last thing of weight in the server's log, and where that is */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(serverLog(), StandardCharsets.ISO_8859_1);
            List<String> grave = lines.stream()
                    .filter(line -> line.contains("FATAL:") || line.contains("error:"))
                    .toList();
            List<String> telling = grave.isEmpty() ? lines : grave;
            return (telling.isEmpty() ? "it said nothing" : telling.get(telling.size() - 1)) + " (see " + serverLog()
                    + ")";
        } catch (IOException unreadable) {
            return "see " + serverLog();
        }
    }

    /**
     * Locks the directory for as long as this program lives; the system frees it however the program ends.
     *
     * @return frees it
     * @throws IllegalStateException when another hub holds it
     */
    Closeable lock() {
        if (!LOCKED.add(home)) {
            throw used();
        }
        try {
            FileChannel channel =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw used();
            }
            return () -> {
                channel.close();
                LOCKED.remove(home);
            };
        } catch (IOException failed) {
            LOCKED.remove(home);
            throw new UncheckedIOException("The database in " + home + " can't be locked", failed);
        } catch (IllegalStateException used) {
            LOCKED.remove(home);
            throw used;
        }
    }

    private IllegalStateException used() {
        return new IllegalStateException("The database in " + home + " is used by another running hub;"
                + " set SERAI_DATA_DIR to another directory, or SPRING_DATASOURCE_URL to a PostgreSQL for both");
    }

    /** @return the database user's password, made at the first start and readable by its owner alone */
    String password() {
        try {
            if (!Files.exists(passwordFile())) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                Path draft = Files.createTempFile(
                        home,
                        "password",
                        ".draft",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
                Files.move(draft, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(passwordFile()).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException("The database's password can't be kept in " + home, failed);
        }
    }

    /** @return the port of the last start while it is free, else another free one */
    int port() {
        Path file = home.resolve("port");
        try {
            if (Files.exists(file)) {
                String last = Files.readString(file).strip();
                if (last.matches("[1-9][0-9]{0,4}") && isFree(Integer.parseInt(last))) {
                    return Integer.parseInt(last);
                }
            }
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Files.writeString(file, Integer.toString(socket.getLocalPort()));
                return socket.getLocalPort();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("No port for the database", failed);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException unusable) {
            return false;
        }
    }
}
