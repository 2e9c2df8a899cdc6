package dev.serai.provider.googlecalendar;

import dev.serai.event.Event;
import dev.serai.event.EventFollower;
import dev.serai.schedule.Tasks;
import dev.serai.sync.appointment.ProductEvents;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Leaves appointment events for the tenant's calendars, in the transaction that accepts them. */
@Component
class EventCarrier implements EventFollower {

    // A connection that has to be authorised again gets them too, so that none is missing when it has been.
    private static final String LEAVE =
            """
            WITH waiting AS (
                INSERT INTO connection_event (connection_id, event_id)
                SELECT c.id, e.id
                FROM unnest(?::uuid[], ?::bigint[]) WITH ORDINALITY AS e (id, tenant_id, place)
                JOIN connection c ON c.tenant_id = e.tenant_id AND c.provider = ? AND c.status IN ('active', 'error', 'revoked')
                    AND c.id IS DISTINCT FROM ?::uuid
                ORDER BY c.id, e.place
                RETURNING connection_id
            )
            SELECT DISTINCT c.id, c.tenant_id FROM waiting JOIN connection c ON c.id = waiting.connection_id ORDER BY c.id
            """;

    private final Tasks tasks;

    EventCarrier(Tasks tasks) {
        this.tasks = tasks;
    }

    private record Waiting(long tenantId, UUID connectionId) {}

    @Override
    public void follow(JdbcOperations database, List<Event> all, @Nullable UUID origin) {
        List<Event> events = all.stream()
                .filter(event -> ProductEvents.isCarriedOver(event.type()))
                .toList();
        if (events.isEmpty()) {
            return;
        }
        List<Waiting> waiting = database.query(
                LEAVE,
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
                    statement.setString(3, GoogleCalendar.PROVIDER);
                    statement.setObject(4, origin, java.sql.Types.OTHER);
                },
                (row, number) -> new Waiting(row.getLong("tenant_id"), row.getObject("id", UUID.class)));
        // Sorted by the query, so that two hubs never wait for each other in a ring.
        waiting.forEach(one -> tasks.scheduleNow(database, CalendarTasks.WRITE, one.tenantId(), one.connectionId()));
    }
}
