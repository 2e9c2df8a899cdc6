package dev.serai.platform.routes;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files {@code *.camel.yaml} at any depth of the routes directory, looked at again and again. What is there counts
 * when two looks in a row saw the same, so that neither a half-written file nor one half of a change to several files is
 * taken over.
 *
 * <p>Looking, not being notified: it also sees what a mounted volume or a symbolic link that is swapped does. Not safe for
 * use by several threads at once.
 */
final class RouteFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);
    private static final String ENDING = ".camel.yaml";
    private static final int DEEPEST = 16;

    /** Within this time after a change, another one may have left a file's time and size as they were. */
    private static final Duration RACY = Duration.ofSeconds(3);

    private final Path directory;
    private final Clock clock;
    private Map<String, Read> known = Map.of();
    private SortedMap<String, String> seen = new TreeMap<>();
    private SortedMap<String, String> settled = new TreeMap<>();
    private @Nullable String trouble;

    RouteFolder(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** What tells, mostly, that a file is still the same. */
    private record Stamp(FileTime modified, long size, @Nullable Object file) {

        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private record Read(Stamp stamp, String content) {}

    /**
     * Reads all files for the first time.
     *
     * @return what stands in each file, by the file as people find it
     * @throws IOException when the directory or a file can't be read
     */
    SortedMap<String, String> load() throws IOException {
        settled = read();
        seen = settled;
        return settled;
    }

    /**
     * Looks whether anything has changed.
     *
     * @return what stands in each file now; null when that is not new, or not settled yet
     */
    @Nullable
    SortedMap<String, String> look() {
        SortedMap<String, String> found;
        try {
            found = read();
        } catch (IOException unreadable) {
            complain("The routes in " + directory.toAbsolutePath() + " can't be read and stay as they are: "
                    + unreadable.getMessage());
            return null;
        }
        if (found.isEmpty()) {
            // Nobody removes all routes; rather the volume with them is away for a moment.
            complain("There are no routes in " + directory.toAbsolutePath() + " any more; they stay as they were");
            return null;
        }
        trouble = null;
        boolean steady = found.equals(seen);
        seen = found;
        if (!steady || found.equals(settled)) {
            return null;
        }
        settled = found;
        return found;
    }

    private void complain(String message) {
        if (!message.equals(trouble)) {
            LOG.warn(message);
        }
        trouble = message;
    }

    private SortedMap<String, String> read() throws IOException {
        Map<String, Read> found = new TreeMap<>();
        Files.walkFileTree(directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new Reader(found));
        known = found;
        SortedMap<String, String> contents = new TreeMap<>();
        found.forEach((name, read) -> contents.put(name, read.content()));
        return contents;
    }

    private final class Reader extends SimpleFileVisitor<Path> {

        private final Map<String, Read> found;

        Reader(Map<String, Read> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            // Mounted volumes keep their own things in folders that begin with dots.
            boolean hidden =
                    !folder.equals(directory) && folder.getFileName().toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = file.getFileName().toString();
            if (attributes.isRegularFile() && name.endsWith(ENDING) && !name.startsWith(".")) {
                try {
                    found.put(file.toString(), read(file, Stamp.of(attributes)));
                } catch (NoSuchFileException gone) {
                    return FileVisitResult.CONTINUE;
                } catch (CharacterCodingException malformed) {
                    throw new IOException(file + " is not a text in UTF-8", malformed);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            // What vanishes while it is looked at, or leads in circles, is not there. What can't be read is.
            boolean isNotThere = failed instanceof NoSuchFileException || failed instanceof FileSystemLoopException;
            if (!isNotThere || file.equals(directory)) {
                throw failed;
            }
            return FileVisitResult.CONTINUE;
        }

        private Read read(Path file, Stamp stamp) throws IOException {
            Read before = known.get(file.toString());
            boolean racy =
                    !stamp.modified().toInstant().isBefore(clock.instant().minus(RACY));
            return before != null && before.stamp().equals(stamp) && !racy
                    ? before
                    : new Read(stamp, Files.readString(file));
        }
    }
}
