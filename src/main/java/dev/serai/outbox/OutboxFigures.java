package dev.serai.outbox;

import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** How late what the hub tells through Kafka is. */
@Component
class OutboxFigures implements Figures {

    // The first row of each lane, by its key: what waits behind it costs nothing.
    private static final String OLDEST =
            """
            SELECT lane.topic, coalesce(greatest(extract(epoch FROM now() - min(first.happened_at)), 0), 0) AS age
            FROM outbox_lane lane LEFT JOIN LATERAL (
                SELECT happened_at FROM outbox o
                WHERE o.topic = lane.topic AND o.shard = lane.shard ORDER BY o.id LIMIT 1) first ON true
            GROUP BY lane.topic
            """;

    @Override
    public List<Figure> read(JdbcOperations database) {
        return List.of(new Figure(
                "serai_outbox_oldest_seconds",
                "How long ago what has waited longest to be told through Kafka happened",
                database.query(
                        OLDEST,
                        (row, number) ->
                                new Figure.Value(Map.of("topic", row.getString("topic")), row.getDouble("age")))));
    }
}
