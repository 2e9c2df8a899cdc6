package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances of a recurring event: RRULE with FREQ, INTERVAL, COUNT, UNTIL and weekly BYDAY. */
final class Recurrence {

    /** An endless rule is followed so far. */
    private static final int MOST = 366;

    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private Recurrence() {}

    static boolean recurs(ObjectNode event) {
        return event.path("recurrence").size() > 0;
    }

    /** @return the event's instances as Google would show them, in their order */
    static List<ObjectNode> instances(ObjectNode event, ZoneId calendarZone) {
        EventTime start = EventTime.read(event, "start", calendarZone);
        EventTime end = EventTime.read(event, "end", calendarZone);
        Duration length = Duration.between(start.at(), end.at());
        long days = start.date() == null || end.date() == null ? 0 : ChronoUnit.DAYS.between(start.date(), end.date());
        List<ObjectNode> instances = new ArrayList<>();
        for (ZonedDateTime moment : moments(event, start)) {
            EventTime from = start.movedTo(moment);
            EventTime to = end.movedTo(start.allDay() ? moment.plusDays(days) : moment.plus(length));
            ObjectNode instance = event.deepCopy();
            instance.remove("recurrence");
            instance.put("id", event.get("id").asText() + "_" + suffix(from));
            instance.put("recurringEventId", event.get("id").asText());
            instance.set("originalStartTime", from.json());
            instance.set("start", from.json());
            instance.set("end", to.json());
            instances.add(instance);
        }
        return instances;
    }

    private static String suffix(EventTime start) {
        LocalDate date = start.date();
        return date != null
                ? DateTimeFormatter.BASIC_ISO_DATE.format(date)
                : STAMP.format(start.at().withZoneSameInstant(ZoneOffset.UTC));
    }

    private static List<ZonedDateTime> moments(ObjectNode event, EventTime start) {
        Map<String, String> rule = rule(event);
        int interval = Integer.parseInt(rule.getOrDefault("INTERVAL", "1"));
        int count = Math.min(MOST, Integer.parseInt(rule.getOrDefault("COUNT", String.valueOf(MOST))));
        String until = rule.get("UNTIL");
        String frequency = rule.getOrDefault("FREQ", "");
        ZonedDateTime first = start.allDay() ? start.at() : start.local();
        List<ZonedDateTime> moments = new ArrayList<>();
        for (int period = 0; period < MOST * 7 && moments.size() < count; period += interval) {
            for (ZonedDateTime moment : ofPeriod(first, frequency, period, rule.get("BYDAY"))) {
                if (isAfter(moment, until)) {
                    return moments;
                }
                if (!moment.isBefore(first) && moments.size() < count) {
                    moments.add(moment);
                }
            }
        }
        return moments;
    }

    private static List<ZonedDateTime> ofPeriod(
            ZonedDateTime first, String frequency, int period, @Nullable String byDay) {
        return switch (frequency) {
            case "DAILY" -> List.of(first.plusDays(period));
            case "WEEKLY" -> byDay == null ? List.of(first.plusWeeks(period)) : days(first.plusWeeks(period), byDay);
            case "MONTHLY" -> List.of(first.plusMonths(period));
            case "YEARLY" -> List.of(first.plusYears(period));
            default -> throw Refusal.invalid("Invalid recurrence rule.");
        };
    }

    private static List<ZonedDateTime> days(ZonedDateTime inWeek, String byDay) {
        ZonedDateTime monday = inWeek.with(DayOfWeek.MONDAY);
        return List.of(byDay.split(",")).stream()
                .map(DAYS::indexOf)
                .sorted()
                .map(monday::plusDays)
                .toList();
    }

    private static boolean isAfter(ZonedDateTime moment, @Nullable String until) {
        if (until == null) {
            return false;
        }
        return until.contains("T")
                ? STAMP.format(moment.withZoneSameInstant(ZoneOffset.UTC)).compareTo(until) > 0
                : DateTimeFormatter.BASIC_ISO_DATE.format(moment.toLocalDate()).compareTo(until) > 0;
    }

    private static Map<String, String> rule(ObjectNode event) {
        Map<String, String> parts = new HashMap<>();
        for (JsonNode line : event.path("recurrence")) {
            if (line.asText().startsWith("RRULE:")) {
                for (String part : line.asText().substring("RRULE:".length()).split(";")) {
                    int equals = part.indexOf('=');
                    parts.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
        }
        return parts;
    }
}
