package dev.serai.provider.googlecalendar;

import com.google.api.services.calendar.model.Event;
import dev.serai.connection.ConnectionLog;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Events that can't be appointments: each is told of once, a series of them too. */
@Component
class SkippedEvents {

    private static final int LONGEST_TITLE = 100;

    private final JdbcTemplate database;
    private final ConnectionLog log;

    SkippedEvents(JdbcTemplate database, ConnectionLog log) {
        this.database = database;
        this.log = log;
    }

    /** @param reason why, to be read after the event's title */
    void skip(CalendarConnection calendar, Event event, String reason) {
        int added = database.update(
                "INSERT INTO calendar_skipped (connection_id, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                calendar.id(),
                GoogleEvents.series(event));
        if (added > 0) {
            log.success(
                    calendar.tenantId(),
                    calendar.id(),
                    "Skipped the event " + title(event) + " of " + GoogleCalendar.NAME + ": " + reason);
        }
    }

    private static String title(Event event) {
        @Nullable String title = event.getSummary();
        if (title == null || title.isBlank()) {
            return event.getId();
        }
        // PostgreSQL keeps no NUL in a text.
        String plain = title.replace('\0', ' ');
        return "'" + (plain.length() <= LONGEST_TITLE ? plain : plain.substring(0, LONGEST_TITLE) + "…") + "'";
    }

    void forget(UUID connectionId) {
        database.update("DELETE FROM calendar_skipped WHERE connection_id = ?", connectionId);
    }
}
