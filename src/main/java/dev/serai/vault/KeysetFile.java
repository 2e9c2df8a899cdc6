package dev.serai.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;

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
        Path target = path.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            alone(target, () -> {
                // Of several hubs that start at once the first one's keyset is everybody's.
                if (!Files.exists(target)) {
                    place(draft(target.getParent(), Keyset.create().json()), target);
                }
            });
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
        try {
            AtomicReference<Keyset> rotated = new AtomicReference<>();
            alone(target, () -> {
                Keyset next = Keyset.parse(read(), name()).withNewPrimary();
                replace(target, next.json());
                rotated.set(next);
            });
            return rotated.get();
        } catch (IOException | UnsupportedOperationException failed) {
            throw new VaultFault(name() + " can't be replaced: " + failed);
        }
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    /** Makes a change while no other program and no other thread makes one. */
    private static void alone(Path target, Change change) throws IOException {
        Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
        // The system's lock is one for the whole program, so its threads need another.
        synchronized (KeysetFile.class) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                change.run();
            }
        }
    }

    private static void replace(Path target, String json) throws IOException {
        Path draft = draft(target.getParent(), json);
        PosixFileAttributes kept = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        PosixFileAttributes made = view.readAttributes();
        try {
            // The hub may run as another user than the operator who rotates.
            if (!made.owner().equals(kept.owner())) {
                view.setOwner(kept.owner());
            }
            if (!made.group().equals(kept.group())) {
                view.setGroup(kept.group());
            }
            view.setPermissions(kept.permissions());
            place(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void place(Path draft, Path target) throws IOException {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(target.getParent());
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
