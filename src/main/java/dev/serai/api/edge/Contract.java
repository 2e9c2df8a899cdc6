package dev.serai.api.edge;

import java.nio.file.Path;

/**
 * A contract that the hub serves.
 *
 * @param dialect how it speaks
 * @param document what it offers
 * @param file where its document is, as an absolute path
 * @param mount where it is mounted, such as {@code /framework}
 */
record Contract(Dialect dialect, OpenApiDocument document, Path file, String mount) {

    static Contract of(Dialect dialect, OpenApiDocument document, Path file) {
        return new Contract(dialect, document, file.toAbsolutePath().normalize(), "/" + dialect.name());
    }
}
