package dev.serai.provider.googlecalendar;

import com.google.api.services.calendar.model.Event;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Events that can't be appointments: each is told of once, a series of them too. */
@Component
class SkippedEvents {

    private final JdbcTemplate database;

    SkippedEvents(JdbcTemplate database) {
        this.database = database;
    }

    /** @return whether nobody was told of the event, or its series, before */
    boolean add(UUID connectionId, Event event) {
        return database.update(
                        "INSERT INTO calendar_skipped (connection_id, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        connectionId,
                        GoogleEvents.series(event))
                > 0;
    }

    void forget(UUID connectionId) {
        database.update("DELETE FROM calendar_skipped WHERE connection_id = ?", connectionId);
    }
}
