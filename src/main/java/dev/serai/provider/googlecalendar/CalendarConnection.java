package dev.serai.provider.googlecalendar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A connected calendar.
 *
 * @param calendarId Google's id of the calendar; {@code primary} is the account's own
 * @param zone in which times are shown
 * @param twoWay whether what persons do in the calendar goes to the product
 */
record CalendarConnection(long tenantId, UUID id, String calendarId, ZoneId zone, boolean twoWay) {

    private static final String MAIN_CALENDAR = "primary";
    private static final ZoneId USUAL_ZONE = ZoneId.of("Europe/London");

    static CalendarConnection of(OpenConnection connection) {
        return new CalendarConnection(
                connection.tenantId(),
                connection.id(),
                calendarId(connection),
                zone(connection.settings().path("timeZone").asText("")),
                SyncMode.of(connection.settings()) == SyncMode.TWO_WAY);
    }

    private static String calendarId(OpenConnection connection) {
        for (JsonNode place : new JsonNode[] {connection.settings(), connection.config()}) {
            String id = place.path("calendarId").asText("");
            if (!id.isBlank()) {
                return id;
            }
        }
        return MAIN_CALENDAR;
    }

    private static ZoneId zone(String name) {
        try {
            return name.isBlank() ? USUAL_ZONE : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            // A setting that means nothing must not keep appointments out of the calendar; the moment is right in any
            // zone.
            return USUAL_ZONE;
        }
    }

    CalendarCall.Of calls() {
        return new CalendarCall.Of(tenantId, id, calendarId);
    }
}
