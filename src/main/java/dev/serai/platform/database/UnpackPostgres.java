package dev.serai.platform.database;

import java.nio.file.Path;

/** Run by the build: unpacks PostgreSQL's programs once, so that no first start of a hub has to. */
public final class UnpackPostgres {

    private UnpackPostgres() {}

    /** @param arguments the directory to unpack into */
    public static void main(String[] arguments) {
        // Without them the hub can still be built; it then wants a PostgreSQL of the operator's own.
        if (PostgresBinaries.exist()) {
            PostgresBinaries.unpack(Path.of(arguments[0]), null);
        }
    }
}
