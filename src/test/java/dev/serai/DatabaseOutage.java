package dev.serai;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.env.Environment;

/** Takes the hub's database away for a while: its connections break and no new one comes about. */
public final class DatabaseOutage {

    private final Environment environment;

    /** @param environment of the hub under test */
    public DatabaseOutage(Environment environment) {
        this.environment = environment;
    }

    /** Takes the database away. */
    public void begin() throws SQLException {
        execute(
                "ALTER DATABASE serai ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'serai'");
    }

    /** Brings the database back. */
    public void end() throws SQLException {
        execute("ALTER DATABASE serai ALLOW_CONNECTIONS true");
    }

    private void execute(String... statements) throws SQLException {
        String url = environment.getRequiredProperty("spring.datasource.url").replaceAll("/serai$", "/postgres");
        try (Connection connection = DriverManager.getConnection(
                        url,
                        environment.getProperty("spring.datasource.username"),
                        environment.getProperty("spring.datasource.password"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
