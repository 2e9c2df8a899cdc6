package dev.serai.provider.googlecalendar;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The events that a connection has yet to carry over. */
@Component
class WaitingEvents {

    private static final String FIRST =
            """
            SELECT w.position, e.type, e.occurred_at, e.data
            FROM connection_event w LEFT JOIN event e ON e.id = w.event_id
            WHERE w.connection_id = ? ORDER BY w.position LIMIT 1
            """;

    private final JdbcTemplate database;

    WaitingEvents(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * An event that waits.
     *
     * @param type null when the event is not kept any more: it waited longer than events are kept
     */
    record Waiting(long position, @Nullable String type, @Nullable Instant occurredAt, @Nullable String data) {}

    /** @return the event that was accepted first */
    Optional<Waiting> first(UUID connectionId) {
        return database
                .query(
                        FIRST,
                        (row, number) -> {
                            @Nullable OffsetDateTime at = row.getObject("occurred_at", OffsetDateTime.class);
                            return new Waiting(
                                    row.getLong("position"),
                                    row.getString("type"),
                                    at == null ? null : at.toInstant(),
                                    row.getString("data"));
                        },
                        connectionId)
                .stream()
                .findFirst();
    }

    void remove(UUID connectionId, Waiting event) {
        database.update(
                "DELETE FROM connection_event WHERE connection_id = ? AND position = ?",
                connectionId,
                event.position());
    }

    boolean isEmpty(UUID connectionId) {
        return !Boolean.TRUE.equals(database.queryForObject(
                "SELECT EXISTS (SELECT FROM connection_event WHERE connection_id = ?)", Boolean.class, connectionId));
    }
}
