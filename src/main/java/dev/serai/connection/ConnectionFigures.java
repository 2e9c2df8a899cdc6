package dev.serai.connection;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** How the connections fare, and how old what they have synced is. */
@Component
class ConnectionFigures implements Figures {

    private static final String STATES =
            """
            SELECT provider, status, coalesce(health_status, 'unknown') AS health, count(*) AS connections
            FROM connection GROUP BY provider, status, coalesce(health_status, 'unknown')
            """;

    // Of those that are to be synced: one that has never been has no age, and shows by its health.
    private static final String LAG =
            """
            SELECT provider, greatest(extract(epoch FROM now() - min(last_sync_at)), 0) AS age
            FROM connection WHERE status = 'active' AND last_sync_at IS NOT NULL GROUP BY provider
            """;

    @Override
    public List<Figure> read(JdbcOperations database) {
        return List.of(
                new Figure(
                        "serai_connections",
                        "Connections by provider, status and health",
                        database.query(
                                STATES,
                                (row, number) -> new Figure.Value(
                                        Map.of(
                                                "provider", row.getString("provider"),
                                                "status", row.getString("status"),
                                                "health", row.getString("health")),
                                        row.getLong("connections")))),
                new Figure(
                        "serai_sync_lag_seconds",
                        "How long ago the active connection that was synced longest ago was synced",
                        database.query(
                                LAG,
                                (row, number) -> new Figure.Value(
                                        Map.of("provider", row.getString("provider")), row.getDouble("age")))));
    }
}
