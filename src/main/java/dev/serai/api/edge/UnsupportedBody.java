package dev.serai.api.edge;

/** The body is of a type or encoding that no contract takes: 415. */
final class UnsupportedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedBody() {
        super("The body must be sent as application/json, uncompressed", null, false, false);
    }
}
