package dev.serai.webhook;

import dev.serai.event.Event;
import dev.serai.event.Subscribers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Matches events with the webhooks that want them, and puts one delivery for each into the table of what is due. */
@Component
public class DeliveryScheduling implements Subscribers {

    // Matching happens in the transaction that logs the event: a webhook made before the event gets it, for certain.
    private static final String SCHEDULE =
            """
            WITH incoming AS (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::integer[]) AS i (id, tenant_id, type, size)
            ), scheduled AS (
                INSERT INTO delivery_due (id, tenant_id, webhook_id, event_id, final_attempt, due_at, size)
                SELECT new_uuid(), i.tenant_id, w.id, i.id, w.retry_attempts, now(), i.size
                FROM incoming i
                JOIN webhook w ON w.tenant_id = i.tenant_id AND w.status = 'active' AND i.type = ANY (w.events)
                RETURNING event_id
            )
            SELECT event_id, count(*) AS deliveries FROM scheduled GROUP BY event_id
            """;

    private final DueSignal due;

    DeliveryScheduling(DueSignal due) {
        this.due = due;
    }

    @Override
    public Map<UUID, Integer> schedule(JdbcOperations database, List<Event> events) {
        Map<UUID, Integer> deliveries = new HashMap<>();
        database.query(
                SCHEDULE,
                statement -> {
                    var connection = statement.getConnection();
                    statement.setArray(
                            1,
                            connection.createArrayOf(
                                    "uuid", events.stream().map(Event::id).toArray()));
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "bigint",
                                    events.stream().map(Event::tenantId).toArray()));
                    statement.setArray(
                            3,
                            connection.createArrayOf(
                                    "text", events.stream().map(Event::type).toArray()));
                    statement.setArray(
                            4,
                            connection.createArrayOf(
                                    "integer",
                                    events.stream()
                                            .map(event -> event.data().length())
                                            .toArray()));
                },
                row -> {
                    deliveries.put(row.getObject("event_id", UUID.class), row.getInt("deliveries"));
                });
        return deliveries;
    }

    @Override
    public void wake() {
        due.spread();
    }
}
