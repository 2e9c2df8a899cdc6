package dev.serai.api.edge;

/**
 * A contract that the hub serves.
 *
 * @param dialect how it speaks
 * @param document what it offers
 */
record Contract(Dialect dialect, OpenApiDocument document) {

    /** @return where it is mounted, such as {@code /framework} */
    String mount() {
        return "/" + dialect.name();
    }
}
