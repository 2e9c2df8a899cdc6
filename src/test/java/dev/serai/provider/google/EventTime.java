package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an event starts or ends.
 *
 * @param date the day of an all-day event; null for one at a time of day
 * @param at the moment; for a day, its midnight in the calendar's zone
 * @param zone the event's own zone
 */
record EventTime(@Nullable LocalDate date, ZonedDateTime at, ZoneId zone) {

    /** Reads a start or an end as a client sends it. */
    static EventTime read(ObjectNode event, String field, ZoneId calendarZone) {
        JsonNode time = event.get(field);
        if (time == null || !time.isObject() || !(time.hasNonNull("date") || time.hasNonNull("dateTime"))) {
            throw Refusal.api(400, "required", "Missing " + field + " time.");
        }
        if (time.hasNonNull("date") && time.hasNonNull("dateTime")) {
            throw Refusal.invalid("Invalid " + field + " time.");
        }
        ZoneId zone = calendarZone;
        if (time.hasNonNull("timeZone")) {
            try {
                zone = ZoneId.of(time.get("timeZone").asText());
            } catch (DateTimeException unknown) {
                throw Refusal.invalid("Invalid time zone definition for " + field + " time.");
            }
        }
        try {
            if (time.hasNonNull("date")) {
                LocalDate date = LocalDate.parse(time.get("date").asText());
                return new EventTime(date, date.atStartOfDay(calendarZone), zone);
            }
            return new EventTime(null, moment(time, field, zone).withZoneSameInstant(calendarZone), zone);
        } catch (DateTimeParseException malformed) {
            throw Refusal.invalid("Invalid value for: Invalid format: \"" + malformed.getParsedString() + "\"");
        }
    }

    private static ZonedDateTime moment(JsonNode time, String field, ZoneId zone) {
        String text = time.get("dateTime").asText();
        ZonedDateTime moment;
        if (text.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)")) {
            moment = OffsetDateTime.parse(text).atZoneSameInstant(zone);
        } else if (time.hasNonNull("timeZone")) {
            moment = LocalDateTime.parse(text).atZone(zone);
        } else {
            throw Refusal.invalid("Missing time zone definition for " + field + " time.");
        }
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    /** @return the same moment in the event's own zone */
    ZonedDateTime local() {
        return at.withZoneSameInstant(zone);
    }

    Instant instant() {
        return at.toInstant();
    }

    boolean allDay() {
        return date != null;
    }

    /** @return the time moved to another moment, of the same kind */
    EventTime movedTo(ZonedDateTime moment) {
        return date == null
                ? new EventTime(null, moment.withZoneSameInstant(at.getZone()), zone)
                : new EventTime(moment.toLocalDate(), moment.toLocalDate().atStartOfDay(at.getZone()), zone);
    }

    /** @return as Google shows it: with the offset of the calendar's zone, and the event's own zone beside it */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (date != null) {
            return json.put("date", date.toString());
        }
        return json.put("dateTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.toOffsetDateTime()))
                .put("timeZone", zone.getId());
    }
}
