package dev.serai.provider;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The folders {@code providers/<id>} of the routes directory, looked at again and again. A change is taken over when two
 * looks in a row saw the same, so that nobody's half-written file is; a file that can't be used changes nothing.
 *
 * <p>Looking, not being notified: it also sees what a mounted volume or a symbolic link that is swapped does. Not safe for
 * use by several threads at once.
 */
@Component
final class ProviderFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderFolder.class);
    private static final String FILE = "provider.yaml";

    /** Within this time after a change, another one may have left a file's time and size as they were. */
    private static final Duration RACY = Duration.ofSeconds(3);

    private final Path folder;
    private final ProviderForm form;
    private final Clock clock;
    private final Map<String, Watched> files = new TreeMap<>();
    private @Nullable String trouble;

    ProviderFolder(@Value("${serai.routes-dir}") Path routes, ProviderForm form, Clock clock) {
        this.folder = routes.resolve("providers");
        this.form = form;
        this.clock = clock;
    }

    /** What tells, mostly, that a file is still the same. */
    private record Stamp(FileTime modified, long size, @Nullable Object file) {}

    /** What was seen of a provider's file. */
    private static final class Watched {
        private @Nullable Stamp stamp;
        /** What the last look saw; null: no file. */
        private @Nullable String seen;
        /** What was last taken over or refused; null: nothing. */
        private @Nullable String settled;
        /** The last good one. */
        private @Nullable Provider provider;
        /** Why the file can't be read; null: it can. */
        private @Nullable String trouble;
    }

    /**
     * Reads all providers for the first time.
     *
     * @throws ProvidersUnusable when the directory is missing, or a file can't be used: with a line for each fault
     */
    SortedMap<String, Provider> load() {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Path> found : listAtStart().entrySet()) {
            Watched watched = new Watched();
            files.put(found.getKey(), watched);
            try {
                watched.stamp = stamp(found.getValue());
                watched.seen = Files.readString(found.getValue());
                watched.settled = watched.seen;
                watched.provider = form.read(found.getKey(), found.getValue().toString(), watched.seen);
            } catch (BrokenProvider broken) {
                faults.add(broken.getMessage());
            } catch (IOException unreadable) {
                faults.add(found.getValue() + ": this can't be read: " + reason(unreadable));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProvidersUnusable(String.join("\n", faults));
        }
        return providers();
    }

    private Map<String, Path> listAtStart() {
        try {
            return list();
        } catch (IOException unreadable) {
            throw new ProvidersUnusable("The providers in " + folder.toAbsolutePath() + " can't be read ("
                    + reason(unreadable) + "); set serai.routes-dir (SERAI_ROUTES_DIR) to the directory with routes");
        }
    }

    private static String reason(IOException unreadable) {
        return unreadable instanceof CharacterCodingException ? "it is not a text in UTF-8" : unreadable.toString();
    }

    /**
     * Looks whether anything has changed.
     *
     * @return all providers as they are now; null when nothing has changed
     */
    @Nullable
    SortedMap<String, Provider> look() {
        Map<String, Path> found;
        try {
            found = list();
        } catch (IOException unreadable) {
            // Nobody removes all providers; rather the volume with them is away for a moment.
            complain("The providers in " + folder.toAbsolutePath() + " can't be read and stay as they are: "
                    + unreadable);
            return null;
        }
        complain(null);
        found.keySet().forEach(id -> files.computeIfAbsent(id, none -> new Watched()));
        boolean changed = false;
        for (String id : files.keySet().toArray(String[]::new)) {
            Path file = found.get(id);
            changed |= file == null ? isGone(id) : hasChanged(id, file);
        }
        return changed ? providers() : null;
    }

    private boolean isGone(String id) {
        Watched watched = files.get(id);
        if (watched.seen != null) {
            watched.seen = null;
            watched.stamp = null;
            return false;
        }
        files.remove(id);
        if (watched.provider == null) {
            return false;
        }
        LOG.info("Provider {} is gone", id);
        return true;
    }

    private boolean hasChanged(String id, Path file) {
        Watched watched = files.get(id);
        String content;
        try {
            Stamp stamp = stamp(file);
            if (isUnchanged(watched, stamp)) {
                return false;
            }
            content = Files.readString(file);
            watched.stamp = stamp;
        } catch (NoSuchFileException gone) {
            return isGone(id);
        } catch (IOException unreadable) {
            String why = unreadable instanceof CharacterCodingException
                    ? "it is not a text in UTF-8"
                    : unreadable.toString();
            if (!why.equals(watched.trouble)) {
                LOG.warn("{} can't be read{}: {}", file, keeping(watched), why);
            }
            watched.trouble = why;
            return false;
        }
        watched.trouble = null;
        boolean steady = content.equals(watched.seen);
        watched.seen = content;
        if (!steady || content.equals(watched.settled)) {
            return false;
        }
        watched.settled = content;
        return takeOver(id, file, watched, content);
    }

    private boolean isUnchanged(Watched watched, Stamp stamp) {
        return stamp.equals(watched.stamp)
                && Objects.equals(watched.seen, watched.settled)
                && stamp.modified().toInstant().isBefore(clock.instant().minus(RACY));
    }

    private boolean takeOver(String id, Path file, Watched watched, String content) {
        try {
            Provider provider = form.read(id, file.toString(), content);
            LOG.info("Provider {} is {}", id, watched.provider == null ? "new" : "changed");
            watched.provider = provider;
            return true;
        } catch (BrokenProvider broken) {
            LOG.warn("Provider {} can't be used{}:\n{}", id, keeping(watched), broken.getMessage());
            return false;
        }
    }

    private static String keeping(Watched watched) {
        return watched.provider == null ? "" : " and stays as it was";
    }

    private void complain(@Nullable String message) {
        if (message != null && !message.equals(trouble)) {
            LOG.warn(message);
        }
        trouble = message;
    }

    private SortedMap<String, Provider> providers() {
        SortedMap<String, Provider> providers = new TreeMap<>();
        files.forEach((id, watched) -> {
            if (watched.provider != null) {
                providers.put(id, watched.provider);
            }
        });
        return providers;
    }

    private Map<String, Path> list() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Path file = entry.resolve(FILE);
                // Mounted volumes keep their own things in folders that begin with dots.
                if (!entry.getFileName().toString().startsWith(".") && Files.isRegularFile(file)) {
                    found.put(id(file), file);
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return found;
    }

    private static String id(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
