package dev.serai.webhook.delivery;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** How late the deliveries are, which receivers are away, and who is there to do the work. */
@Component
class EngineFigures implements Figures {

    // The heads of the lanes, as DueLanes finds them: what is done, and what waits behind a head, costs nothing. What
    // waits for a receiver that is away says nothing about the hub, so it is told apart.
    private static final String OLDEST =
            """
            WITH RECURSIVE lane AS (
                (SELECT tenant_id, webhook_id, due_at FROM delivery_due
                 ORDER BY tenant_id, webhook_id, due_at LIMIT 1)
                UNION ALL
                SELECT next.tenant_id, next.webhook_id, next.due_at
                FROM lane CROSS JOIN LATERAL (
                    SELECT d.tenant_id, d.webhook_id, d.due_at FROM delivery_due d
                    WHERE (d.tenant_id, d.webhook_id) > (lane.tenant_id, lane.webhook_id)
                    ORDER BY d.tenant_id, d.webhook_id, d.due_at LIMIT 1) next
            ), head AS (
                SELECT extract(epoch FROM now() - lane.due_at) AS age,
                    h.paused_at IS NOT NULL OR h.draining OR h.held_until > now() AS away
                FROM lane
                CROSS JOIN LATERAL (
                    SELECT FROM webhook w WHERE w.id = lane.webhook_id AND w.status = 'active' OFFSET 0) w
                CROSS JOIN LATERAL (
                    SELECT * FROM webhook_health h WHERE h.webhook_id = lane.webhook_id OFFSET 0) h
                WHERE lane.due_at <= now()
            )
            SELECT coalesce(max(age) FILTER (WHERE away IS NOT TRUE), 0),
                coalesce(max(age) FILTER (WHERE away IS TRUE), 0) FROM head
            """;

    private static final String PAUSED = "SELECT count(*) FROM webhook_health WHERE paused_at IS NOT NULL";
    private static final String NODES = "SELECT count(*) FROM hub_node";

    @Override
    public List<Figure> read(JdbcOperations database) {
        return List.of(
                database.queryForObject(OLDEST, (row, number) -> oldest(row)),
                Figure.of(
                        "serai_webhooks_paused",
                        "Webhooks that are paused because their receivers fail",
                        database.queryForObject(PAUSED, Long.class)),
                Figure.of("serai_nodes", "Hubs that are alive", database.queryForObject(NODES, Long.class)));
    }

    private static Figure oldest(ResultSet row) throws SQLException {
        return new Figure(
                "serai_due_oldest_seconds",
                "For how long the delivery that has waited longest could have been sent",
                List.of(
                        new Figure.Value(Map.of("receiver", "ready"), row.getDouble(1)),
                        new Figure.Value(Map.of("receiver", "away"), row.getDouble(2))));
    }
}
