package dev.serai.api.edge;

/**
 * A contract that the hub serves.
 *
 * @param dialect how it speaks
 * @param document what it offers
 * @param mount where it is mounted, such as {@code /framework}
 */
record Contract(Dialect dialect, OpenApiDocument document, String mount) {

    static Contract of(Dialect dialect, OpenApiDocument document) {
        return new Contract(dialect, document, "/" + dialect.name());
    }
}
