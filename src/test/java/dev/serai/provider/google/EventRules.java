package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Google asks of an event, and how it puts it down. */
final class EventRules {

    /** What the server says of an event, whatever a client sends. */
    static final List<String> SERVER_FIELDS = List.of(
            "kind",
            "etag",
            "id",
            "htmlLink",
            "created",
            "updated",
            "creator",
            "organizer",
            "iCalUID",
            "eventType",
            "recurringEventId",
            "originalStartTime");

    private static final Set<String> STATUSES = Set.of("confirmed", "tentative", "cancelled");

    private EventRules() {}

    static void checkId(String id) {
        if (!id.matches("[a-v0-9]{5,1024}")) {
            throw Refusal.invalid("Invalid resource id value.");
        }
    }

    /** Checks an event and puts its times into the calendar's zone. */
    static void settle(ObjectNode event, ZoneId calendarZone) {
        EventTime start = EventTime.read(event, "start", calendarZone);
        EventTime end = EventTime.read(event, "end", calendarZone);
        if (start.allDay() != end.allDay()) {
            throw Refusal.invalid("Start and end times must either both be date or both be dateTime.");
        }
        if (end.at().isBefore(start.at())) {
            throw Refusal.parameter(400, "calendar", "timeRangeEmpty", "The specified time range is empty.", "timeMax");
        }
        if (event.hasNonNull("recurrence")
                && !start.allDay()
                && !event.get("start").hasNonNull("timeZone")) {
            throw Refusal.api(400, "required", "Missing time zone definition for start time.");
        }
        event.set("start", start.json());
        event.set("end", end.json());
        if (!STATUSES.contains(event.path("status").asText("confirmed"))) {
            throw Refusal.invalid("Invalid value for: status");
        }
        checkAttendees(event.path("attendees"));
        checkReminders(event.path("reminders"));
        checkProperties(event.path("extendedProperties"));
        for (JsonNode rule : event.path("recurrence")) {
            if (!rule.asText().matches("(RRULE|EXRULE|RDATE|EXDATE)[:;].+")) {
                throw Refusal.invalid("Invalid recurrence rule.");
            }
        }
    }

    private static void checkAttendees(JsonNode attendees) {
        for (JsonNode attendee : attendees) {
            if (!attendee.path("email").asText().matches("[^@\\s]+@[^@\\s]+")) {
                throw Refusal.invalid("Invalid attendee email.");
            }
            if (attendee instanceof ObjectNode node && !node.hasNonNull("responseStatus")) {
                node.put("responseStatus", "needsAction");
            }
        }
    }

    private static void checkReminders(JsonNode reminders) {
        if (reminders.path("useDefault").asBoolean()
                && reminders.path("overrides").size() > 0) {
            throw Refusal.api(
                    400,
                    "cannotUseDefaultRemindersAndSpecifyOverride",
                    "Cannot use default reminders and specify overrides.");
        }
        if (reminders.path("overrides").size() > 5) {
            throw Refusal.invalid("Invalid number of reminders.");
        }
        for (JsonNode reminder : reminders.path("overrides")) {
            int minutes = reminder.path("minutes").asInt(-1);
            if (!Set.of("email", "popup").contains(reminder.path("method").asText())
                    || minutes < 0
                    || minutes > 40_320) {
                throw Refusal.invalid("Invalid reminder.");
            }
        }
    }

    private static void checkProperties(JsonNode properties) {
        for (String kind : List.of("private", "shared")) {
            for (Iterator<Map.Entry<String, JsonNode>> all =
                            properties.path(kind).fields();
                    all.hasNext(); ) {
                Map.Entry<String, JsonNode> property = all.next();
                if (!property.getValue().isTextual()
                        || property.getKey().length() > 44
                        || property.getValue().asText().length() > 1024) {
                    throw Refusal.invalid("Invalid extended property.");
                }
            }
        }
    }

    /** Puts a partial event over a whole one: objects are merged, null removes, the rest is replaced. */
    static void merge(ObjectNode target, ObjectNode patch) {
        for (Iterator<Map.Entry<String, JsonNode>> all = patch.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> field = all.next();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode part && target.get(field.getKey()) instanceof ObjectNode whole) {
                mergeTime(field.getKey(), whole, part);
                merge(whole, part);
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        }
        dropNulls(target);
    }

    /** A new time of the other kind takes the place of the old one. */
    private static void mergeTime(String name, ObjectNode whole, ObjectNode part) {
        if (name.equals("start") || name.equals("end")) {
            if (part.hasNonNull("date")) {
                whole.remove("dateTime");
            } else if (part.hasNonNull("dateTime")) {
                whole.remove("date");
            }
        }
    }

    static void dropNulls(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = node.get(name);
            if (value.isNull()) {
                node.remove(name);
            } else if (value instanceof ObjectNode inner) {
                dropNulls(inner);
            }
        }
    }
}
