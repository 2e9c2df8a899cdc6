package dev.serai.platform.database;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One PostgreSQL for all tests that need a database but no application. It ends with the tests' program. */
public final class SharedPostgres {

    private static final EmbeddedPostgres POSTGRES =
            EmbeddedPostgres.start(Path.of("target", "it-shared-postgres"), Map.of("fsync", "off"));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
    }

    private SharedPostgres() {}

    /** A new and empty schema of its own for each caller. */
    public static DataSource schema(String name) {
        POSTGRES.awaitReady();
        DriverManagerDataSource whole =
                new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
        new org.springframework.jdbc.core.JdbcTemplate(whole)
                .execute("DROP SCHEMA IF EXISTS " + name + " CASCADE; CREATE SCHEMA " + name);
        return new DriverManagerDataSource(
                POSTGRES.jdbcUrl() + "?currentSchema=" + name, POSTGRES.username(), POSTGRES.password());
    }
}
