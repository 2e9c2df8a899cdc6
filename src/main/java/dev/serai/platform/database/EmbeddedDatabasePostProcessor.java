package dev.serai.platform.database;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Starts the hub's own PostgreSQL when none is configured. It does so as early as there is a configuration, because the
 * server can then start while the hub does.
 */
public class EmbeddedDatabasePostProcessor implements EnvironmentPostProcessor {

    private static final Map<Path, EmbeddedPostgres> RUNNING = new ConcurrentHashMap<>();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return;
        }
        Path home = Path.of(environment.getProperty("serai.data-dir", "data"))
                .toAbsolutePath()
                .normalize()
                .resolve("postgres");
        Map<String, String> settings = Binder.get(environment)
                .bind("serai.database.settings", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        EmbeddedPostgres database = RUNNING.computeIfAbsent(home, directory -> start(directory, settings));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "embeddedDatabase",
                        Map.of(
                                "spring.datasource.url", database.jdbcUrl(),
                                "spring.datasource.username", database.username(),
                                "spring.datasource.password", database.password(),
                                "serai.database.embedded", home.toString())));
    }

    private static EmbeddedPostgres start(Path home, Map<String, String> settings) {
        try {
            EmbeddedPostgres database = EmbeddedPostgres.start(home, settings);
            // Runs after the application context is closed, also when it never came up.
            SpringApplication.getShutdownHandlers().add(database::close);
            return database;
        } catch (IllegalStateException | UncheckedIOException failed) {
            throw new DatabaseUnusable(failed);
        }
    }

    /**
     * Waits for the database that was started in this directory.
     *
     * @throws DatabaseUnusable when it did not come up
     */
    static void awaitReady(String home) {
        EmbeddedPostgres database = RUNNING.get(Path.of(home));
        if (database == null) {
            throw new IllegalStateException("no embedded database runs in " + home);
        }
        try {
            database.awaitReady();
        } catch (IllegalStateException failed) {
            throw new DatabaseUnusable(failed);
        }
    }
}
