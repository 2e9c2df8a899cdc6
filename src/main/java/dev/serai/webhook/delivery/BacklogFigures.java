package dev.serai.webhook.delivery;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** How much waits to be delivered, and whose it is. Only what is not ended is counted, however much is. */
@Component
class BacklogFigures implements Figures {

    private static final String BACKLOG =
            """
            WITH backlog AS MATERIALIZED (
                SELECT tenant_id, count(*) AS waiting FROM delivery_due GROUP BY tenant_id
            ), largest AS (
                SELECT tenant_id, waiting FROM backlog ORDER BY waiting DESC, tenant_id LIMIT ?
            )
            SELECT tenant_id::text AS tenant, waiting FROM largest
            UNION ALL
            SELECT 'other', coalesce(sum(waiting), 0)::bigint FROM backlog
            WHERE tenant_id NOT IN (SELECT tenant_id FROM largest)
            """;

    private final BacklogProperties properties;

    BacklogFigures(BacklogProperties properties) {
        this.properties = properties;
    }

    @Override
    public List<Figure> read(JdbcOperations database) {
        return List.of(new Figure(
                "serai_backlog_deliveries",
                "Deliveries that are not ended yet, of the tenants with the most of them",
                database.query(
                        BACKLOG,
                        (row, number) ->
                                new Figure.Value(Map.of("tenant", row.getString("tenant")), row.getLong("waiting")),
                        properties.tenants())));
    }
}
