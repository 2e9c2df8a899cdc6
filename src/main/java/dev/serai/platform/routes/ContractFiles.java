package dev.serai.platform.routes;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when an OpenAPI document is changed while the hub runs: it serves the one that it has started with. */
final class ContractFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ContractFiles.class);

    private final Path folder;
    private @Nullable Map<Path, FileTime> seen;

    /** @param routes the routes directory */
    ContractFiles(Path routes) {
        this.folder = routes.resolve("apis");
    }

    void look() {
        Map<Path, FileTime> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.openapi.yaml")) {
            for (Path file : files) {
                found.put(file, Files.getLastModifiedTime(file));
            }
        } catch (IOException | DirectoryIteratorException away) {
            // Told by whoever looks at the routes beside them.
            return;
        }
        Map<Path, FileTime> before = seen;
        if (before != null) {
            found.forEach((file, time) -> {
                if (!time.equals(before.get(file))) {
                    LOG.warn("{} has changed: what it says holds after the hub's next start", file);
                }
            });
        }
        seen = found;
    }
}
