package dev.serai.event;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The events that a connection has yet to carry over to its provider, in the order in which they were accepted. */
@Component
public class WaitingEvents {

    private static final String FIRST =
            """
            SELECT w.position, e.type, e.occurred_at, e.data
            FROM connection_event w LEFT JOIN event e ON e.id = w.event_id
            WHERE w.connection_id = ? ORDER BY w.position LIMIT 1
            """;

    // An id begins with the milliseconds at which the event was accepted (RFC 9562, section 5.7).
    private static final String DROP_OLD =
            """
            DELETE FROM connection_event WHERE connection_id = ? AND event_id < (
                lpad(to_hex((extract(epoch FROM now() - make_interval(secs => ?)) * 1000)::bigint), 12, '0')
                || '00000000000000000000')::uuid
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
    public record Waiting(long position, @Nullable String type, @Nullable Instant occurredAt, @Nullable String data) {}

    /** @return the event that was accepted first */
    public Optional<Waiting> first(UUID connectionId) {
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

    /** Notes that an event was carried over. */
    public void remove(UUID connectionId, Waiting event) {
        database.update(
                "DELETE FROM connection_event WHERE connection_id = ? AND position = ?",
                connectionId,
                event.position());
    }

    /** @return whether none waits */
    public boolean isEmpty(UUID connectionId) {
        return !Boolean.TRUE.equals(database.queryForObject(
                "SELECT EXISTS (SELECT FROM connection_event WHERE connection_id = ?)", Boolean.class, connectionId));
    }

    /** @return how many waited longer than this and are gone now: news that old would only bury what is new */
    public int dropOlderThan(UUID connectionId, Duration age) {
        return database.update(DROP_OLD, connectionId, (double) age.toSeconds());
    }
}
