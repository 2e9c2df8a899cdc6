package dev.serai.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the embedded PostgreSQL keeps on disk beside its tables: a password, a port, and a lock against a second hub. */
final class DatabaseDirectory {

    private final Path home;

    DatabaseDirectory(Path home) {
        this.home = home;
        try {
            Files.createDirectories(home);
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

    /**
     * Locks the directory for as long as this program lives; the system frees it however the program ends.
     *
     * @throws IllegalStateException when another hub holds it
     */
    FileLock lock() {
        try {
            FileChannel channel =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IllegalStateException(
                        "The database in " + home + " is used by another running hub;"
                                + " set SERAI_DATA_DIR to another directory, or SPRING_DATASOURCE_URL to a PostgreSQL for both");
            }
            return lock;
        } catch (IOException failed) {
            throw new UncheckedIOException("The database in " + home + " can't be locked", failed);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProgram) {
            return null;
        }
    }

    /** @return the database user's password, made at the first start and readable by its owner alone */
    String password() {
        try {
            if (!Files.exists(passwordFile())) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                Files.createFile(
                        passwordFile(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
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
                int last = Integer.parseInt(Files.readString(file).strip());
                if (isFree(last)) {
                    return last;
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
        } catch (IOException used) {
            return false;
        }
    }
}
