package dev.serai.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Migrations of a new version while hubs of the one before work. */
class MigrationsIT {

    @TempDir
    private Path files;

    private final ExecutorService newVersion = Executors.newSingleThreadExecutor();
    private final DataSource source = SharedPostgres.schema("migrations");
    private final JdbcTemplate database = new JdbcTemplate(source);

    @AfterEach
    void end() {
        newVersion.shutdownNow();
    }

    @Test
    void aMigrationThatWaitsForATableLetsOthersUseItMeanwhile() throws Exception {
        write("V1__one.sql", "CREATE TABLE one (id integer)");
        MigrationConfiguration.migrate(flyway());
        write("V2__more.sql", "ALTER TABLE one ADD COLUMN name text");
        try (Connection report = source.getConnection();
                Statement statement = report.createStatement()) {
            report.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM one");
            Future<?> migration = newVersion.submit(() -> MigrationConfiguration.migrate(flyway()));
            await("the migration waits")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> database.queryForObject(
                                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'one'::regclass",
                                    Integer.class)
                            == 1);

            // It stands behind the migration, which gives up within two seconds.
            database.execute("INSERT INTO one (id) VALUES (1)");

            assertThat(migration.isDone()).isFalse();
            report.rollback();
            migration.get(30, TimeUnit.SECONDS);
        }
        assertThat(database.queryForObject("SELECT count(*) FROM one WHERE name IS NULL", Integer.class))
                .isOne();
    }

    @Test
    void aHubOfTheVersionBeforeStartsOnTheSchemaOfTheNext() throws IOException {
        write("V1__one.sql", "CREATE TABLE one (id integer)");
        write("V2__more.sql", "ALTER TABLE one ADD COLUMN name text");
        MigrationConfiguration.migrate(flyway());
        Files.delete(files.resolve("V2__more.sql"));

        MigrationConfiguration.migrate(flyway());

        assertThat(flyway().info().current().getVersion().getVersion()).isEqualTo("2");
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(source)
                .initSql("SET lock_timeout = '2s'")
                .locations("filesystem:" + files)
                .load();
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(files.resolve(name), sql);
    }
}
