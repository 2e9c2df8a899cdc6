package dev.serai.event;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Writes events and the deliveries that follow from them, always in one transaction. */
@Component
class EventLog {

    private static final String INSERT =
            """
            INSERT INTO event (id, tenant_id, type, occurred_at, sender_id, data, traceparent)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
            """;

    private final Subscribers subscribers;
    private final List<EventFollower> followers;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    EventLog(Subscribers subscribers, List<EventFollower> followers) {
        this.subscribers = subscribers;
        this.followers = List.copyOf(followers);
    }

    /** @return a new id, a UUIDv7 that sorts after the ones before it */
    UUID newId() {
        return ids.generate();
    }

    /**
     * Logs events and schedules their deliveries.
     *
     * @param database the connection of the surrounding transaction
     * @return how many deliveries each event has; an event without any is not in the map
     */
    Map<UUID, Integer> append(JdbcOperations database, List<Event> events) {
        return append(database, events, null);
    }

    /**
     * The same for events that a connection brings in.
     *
     * @param origin the connection; null: the events come from elsewhere
     */
    Map<UUID, Integer> append(JdbcOperations database, List<Event> events, @Nullable UUID origin) {
        if (events.isEmpty()) {
            return Map.of();
        }
        database.update(INSERT, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, connection.createArrayOf("uuid", column(events, Event::id)));
            statement.setArray(2, connection.createArrayOf("bigint", column(events, Event::tenantId)));
            statement.setArray(3, connection.createArrayOf("text", column(events, Event::type)));
            statement.setObject(
                    4, connection.createArrayOf("timestamptz", column(events, EventLog::occurredAt)), Types.ARRAY);
            statement.setArray(5, connection.createArrayOf("text", column(events, Event::senderId)));
            statement.setArray(6, connection.createArrayOf("text", column(events, Event::data)));
            statement.setArray(7, connection.createArrayOf("text", column(events, Event::traceparent)));
        });
        followers.forEach(follower -> follower.follow(database, events, origin));
        return subscribers.schedule(database, events);
    }

    private static OffsetDateTime occurredAt(Event event) {
        return event.occurredAt().atOffset(ZoneOffset.UTC);
    }

    private static Object[] column(List<Event> events, java.util.function.Function<Event, @Nullable Object> value) {
        return events.stream().map(value).toArray();
    }
}
