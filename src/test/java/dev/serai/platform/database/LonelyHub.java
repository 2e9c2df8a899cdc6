package dev.serai.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program with a database that commits a row, says so, and lives until it is killed. */
final class LonelyHub {

    private LonelyHub() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres database = EmbeddedPostgres.start(Path.of(arguments[0]), Map.of());
        database.awaitReady();
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password())) {
            connection.createStatement().execute("INSERT INTO kept VALUES ('of the killed hub')");
        }
        System.out.println(database.server().pid());
        new CountDownLatch(1).await();
    }
}
