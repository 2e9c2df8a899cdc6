package dev.serai.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret that the hub makes for itself in its data directory, readable by its owner alone. */
final class OwnFile {

    private OwnFile() {}

    /**
     * Reads the file, and makes it first when it is missing. Of several hubs that start at once one makes it.
     *
     * @param content makes what belongs in it
     * @throws UncheckedIOException when the directory can't be used
     */
    static String read(Path file, Supplier<String> content) {
        try {
            if (!Files.exists(file)) {
                make(file, content.get());
            }
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    file + " can't be made or read; SERAI_DATA_DIR says where it belongs", failed);
        }
    }

    private static void make(Path file, String content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(
                directory,
                file.getFileName().toString(),
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, content);
            // The link appears with its content complete, and only where there is none yet.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Another hub was first, and what it made is everybody's.
        } finally {
            Files.delete(draft);
        }
    }
}
