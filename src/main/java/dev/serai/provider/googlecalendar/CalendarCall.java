package dev.serai.provider.googlecalendar;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Channel;
import com.google.api.services.calendar.model.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of Google Calendar for one connection.
 *
 * @param arguments the arguments, by the names that Camel's component has for them
 * @param ifMatch the version that an event must have; null: any
 */
record CalendarCall(
        CalendarOperation operation,
        long tenantId,
        UUID connectionId,
        Map<String, Object> arguments,
        @Nullable String ifMatch) {

    private static final int PAGE = 100;
    private static final String EVENT_PARTS =
            "id,etag,status,updated,created,summary,description,start,end,attendees(email),"
                    + "recurrence,recurringEventId,eventType,extendedProperties/private";

    CalendarCall {
        arguments = Map.copyOf(arguments);
    }

    /** Makes the calls of one connection. */
    record Of(long tenantId, UUID connectionId, String calendarId) {

        CalendarCall insert(Event event) {
            return call(CalendarOperation.INSERT, Map.of("content", event, "fields", EVENT_PARTS), null);
        }

        CalendarCall patch(String eventId, Event changes, String etag) {
            return call(
                    CalendarOperation.PATCH,
                    Map.of("eventId", eventId, "content", changes, "fields", EVENT_PARTS),
                    etag);
        }

        /** @param etag the version to delete; null: any */
        CalendarCall delete(String eventId, @Nullable String etag) {
            return call(CalendarOperation.DELETE, Map.of("eventId", eventId), etag);
        }

        CalendarCall get(String eventId) {
            return call(CalendarOperation.GET, Map.of("eventId", eventId, "fields", EVENT_PARTS), null);
        }

        /** @return the call for what has changed since a token was given */
        CalendarCall changesSince(String syncToken, @Nullable String pageToken) {
            return list(Map.of("syncToken", syncToken), pageToken);
        }

        /** @return the call for everything from a moment on, with which a sync token is to be had */
        CalendarCall everythingFrom(Instant moment, @Nullable String pageToken) {
            return list(Map.of("timeMin", new DateTime(false, moment.toEpochMilli(), 0)), pageToken);
        }

        private CalendarCall list(Map<String, Object> what, @Nullable String pageToken) {
            Map<String, Object> arguments = new HashMap<>(what);
            // With deleted events in full, since otherwise nothing tells when they were deleted.
            arguments.put("showDeleted", true);
            arguments.put("maxResults", PAGE);
            arguments.put("fields", "nextPageToken,nextSyncToken,items(" + EVENT_PARTS + ")");
            if (pageToken != null) {
                arguments.put("pageToken", pageToken);
            }
            return call(CalendarOperation.LIST, arguments, null);
        }

        CalendarCall watch(Channel channel) {
            return call(CalendarOperation.WATCH, Map.of("contentChannel", channel), null);
        }

        CalendarCall stop(Channel channel) {
            return new CalendarCall(
                    CalendarOperation.STOP, tenantId, connectionId, Map.of("contentChannel", channel), null);
        }

        private CalendarCall call(
                CalendarOperation operation, Map<String, Object> arguments, @Nullable String ifMatch) {
            Map<String, Object> all = new HashMap<>(arguments);
            all.put("calendarId", calendarId);
            return new CalendarCall(operation, tenantId, connectionId, all, ifMatch);
        }
    }

    /** @return never the arguments, which may hold a channel's token */
    @Override
    public String toString() {
        return "CalendarCall[" + operation.method() + " of " + connectionId + "]";
    }
}
