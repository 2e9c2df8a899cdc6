package dev.serai.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.Event;
import dev.serai.event.EventFollower;
import dev.serai.provider.Providers;
import dev.serai.schedule.Tasks;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Leaves events for the tenant's messaging connections, in the transaction that accepts them. Tenants without any cost one
 * look into an index, once for all events that are committed together.
 */
@Component
class MessageCarrier implements EventFollower {

    // A connection that has to be authorised again gets them too, so that none is missing when it has been.
    private static final String LISTENING =
            """
            SELECT id, tenant_id, settings FROM connection
            WHERE tenant_id = ANY (?) AND provider = ANY (?) AND status IN ('active', 'error', 'revoked')
                AND id IS DISTINCT FROM ?::uuid
            ORDER BY id
            """;

    private static final String LEAVE =
            """
            INSERT INTO connection_event (connection_id, event_id)
            SELECT c.id, e.id FROM unnest(?::uuid[], ?::uuid[]) WITH ORDINALITY AS e (connection_id, id, place)
            JOIN connection c ON c.id = e.connection_id
            ORDER BY c.id, e.place
            """;

    private final Providers providers;
    private final ObjectMapper json;
    private final Tasks tasks;

    MessageCarrier(Providers providers, ObjectMapper json, Tasks tasks) {
        this.providers = providers;
        this.json = json;
        this.tasks = tasks;
    }

    private record Listener(UUID connectionId, long tenantId, EventChoice choice) {}

    @Override
    public void follow(JdbcOperations database, List<Event> events, @Nullable UUID origin) {
        Object[] messaging = MessageKind.providers(providers).toArray();
        if (messaging.length == 0) {
            return;
        }
        List<Listener> listeners = listeners(database, events, messaging, origin);
        if (listeners.isEmpty()) {
            return;
        }
        Map<Long, List<Event>> byTenant = events.stream().collect(Collectors.groupingBy(Event::tenantId));
        List<UUID> connections = new ArrayList<>();
        List<UUID> left = new ArrayList<>();
        List<Listener> waiting = new ArrayList<>();
        for (Listener listener : listeners) {
            List<Event> wanted = byTenant.getOrDefault(listener.tenantId(), List.of()).stream()
                    .filter(event -> listener.choice().includes(event.type()))
                    .toList();
            if (!wanted.isEmpty()) {
                waiting.add(listener);
            }
            wanted.forEach(event -> {
                connections.add(listener.connectionId());
                left.add(event.id());
            });
        }
        if (left.isEmpty()) {
            return;
        }
        database.update(LEAVE, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("uuid", connections.toArray()));
            statement.setArray(2, connection.createArrayOf("uuid", left.toArray()));
        });
        // Sorted by the query, so that two hubs never wait for each other in a ring.
        waiting.forEach(one -> tasks.scheduleNow(database, MessageSending.SEND, one.tenantId(), one.connectionId()));
    }

    private List<Listener> listeners(
            JdbcOperations database, List<Event> events, Object[] messaging, @Nullable UUID origin) {
        Object[] tenants = events.stream().map(Event::tenantId).distinct().toArray();
        return database.query(
                LISTENING,
                statement -> {
                    var connection = statement.getConnection();
                    statement.setArray(1, connection.createArrayOf("bigint", tenants));
                    statement.setArray(2, connection.createArrayOf("text", messaging));
                    statement.setObject(3, origin, Types.OTHER);
                },
                (row, number) -> new Listener(
                        row.getObject("id", UUID.class),
                        row.getLong("tenant_id"),
                        EventChoice.of(settings(row.getString("settings")))));
    }

    private @Nullable JsonNode settings(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was kept as JSON is none");
        }
    }
}
