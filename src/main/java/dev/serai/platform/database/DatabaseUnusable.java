package dev.serai.platform.database;

import java.io.UncheckedIOException;

/** The hub's own PostgreSQL can't be had, and the hub can't start. The message says why and what an operator can do. */
final class DatabaseUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnusable(RuntimeException reason) {
        super(
                reason instanceof UncheckedIOException failed
                        ? failed.getMessage() + " (" + failed.getCause() + ")"
                        : reason.getMessage(),
                reason);
    }
}
