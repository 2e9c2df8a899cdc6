package dev.serai.message;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The events that a connection has yet to get as messages. */
@Component
class WaitingMessages {

    private static final String FIRST =
            """
            SELECT w.position, w.event_id, e.type, e.occurred_at, e.data
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

    WaitingMessages(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * An event that waits.
     *
     * @param type null when the event is not kept any more
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

    void remove(UUID connectionId, long position) {
        database.update(
                "DELETE FROM connection_event WHERE connection_id = ? AND position = ?", connectionId, position);
    }

    /** @return how many waited longer than this and are gone now: news that old would only bury what is new */
    int dropOlderThan(UUID connectionId, Duration age) {
        return database.update(DROP_OLD, connectionId, (double) age.toSeconds());
    }
}
