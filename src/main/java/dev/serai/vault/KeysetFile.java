package dev.serai.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file with the keyset. It is only ever replaced as a whole, so that a reader sees the old or the new keyset, and it
 * is on the disk before anything can be sealed with it.
 *
 * @param path the file
 * @param ours whether it is the hub's own, to be made when it is missing; a file that an operator named is not made,
 *     because a wrong path would become a second keyset
 */
record KeysetFile(Path path, boolean ours) implements KeysetOrigin {

    private static final String OWNER_ONLY = "rw-------";

    @Override
    public String name() {
        return (ours
                        ? "the keyset in the data directory (serai.data-dir, SERAI_DATA_DIR): "
                        : "serai.vault.keyset-file (SERAI_VAULT_KEYSET_FILE): ")
                + path;
    }

    @Override
    public void prepare() {
        if (!ours || Files.exists(path)) {
            return;
        }
        try {
            Path directory = path.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path draft = draft(directory, Keyset.create().json());
            try {
                // Of several hubs that start at once the first link stands, with its content complete.
                Files.createLink(path, draft);
            } catch (FileAlreadyExistsException another) {
                // Another hub was first, and its keyset is everybody's.
            } finally {
                Files.delete(draft);
            }
            force(directory);
        } catch (IOException | UnsupportedOperationException failed) {
            throw new VaultFault(name() + " can't be made: " + failed);
        }
    }

    @Override
    public String read() {
        try {
            return Files.readString(path);
        } catch (IOException failed) {
            throw new VaultFault(name() + " can't be read: " + failed);
        }
    }

    /**
     * Adds a key and makes it the primary. Commands that run at the same moment wait for each other, so that no key is
     * lost.
     *
     * @return the new keyset, which is in the file now
     * @throws VaultFault when the file can't be read or replaced; it is then as it was
     */
    Keyset rotate() {
        Path target;
        try {
            // A link stays a link: what it points to is replaced.
            target = path.toRealPath();
        } catch (IOException missing) {
            throw new VaultFault(name() + " can't be read: " + missing);
        }
        Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Keyset rotated = Keyset.parse(read(), name()).withNewPrimary();
            replace(target, rotated.json());
            return rotated;
        } catch (IOException failed) {
            throw new VaultFault(name() + " can't be replaced: " + failed);
        }
    }

    private static void replace(Path target, String json) throws IOException {
        Path directory = target.getParent();
        Path draft = draft(directory, json);
        try {
            PosixFileAttributes kept = Files.readAttributes(target, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
            // The hub may run as another user than the operator who rotates.
            view.setOwner(kept.owner());
            view.setGroup(kept.group());
            view.setPermissions(kept.permissions());
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        force(directory);
    }

    private static Path draft(Path directory, String json) throws IOException {
        Path draft = Files.createTempFile(
                directory,
                "vault-keyset",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer content = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        return draft;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
