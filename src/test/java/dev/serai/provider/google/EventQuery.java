package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Call;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a list of events is asked for.
 *
 * @param syncToken where an incremental list begins; null for a full one
 * @param pageToken where the page begins; null for the first one
 * @param fingerprint of all that must stay the same from page to page
 */
record EventQuery(
        int maxResults,
        @Nullable String pageToken,
        @Nullable String syncToken,
        boolean showDeleted,
        boolean singleEvents,
        @Nullable Instant timeMin,
        @Nullable Instant timeMax,
        @Nullable Instant updatedMin,
        @Nullable String orderBy,
        @Nullable String text,
        @Nullable String iCalUid,
        List<String> privateProperties,
        List<String> sharedProperties,
        int fingerprint) {

    private static final List<String> NOT_WITH_SYNC_TOKEN = List.of(
            "iCalUID",
            "orderBy",
            "privateExtendedProperty",
            "q",
            "sharedExtendedProperty",
            "timeMin",
            "timeMax",
            "updatedMin");
    private static final Set<String> FREE_BETWEEN_PAGES =
            Set.of("pageToken", "maxResults", "fields", "alt", "key", "prettyPrint", "quotaUser", "userIp");

    static EventQuery read(Call call) {
        String syncToken = call.parameter("syncToken");
        String showDeleted = call.parameter("showDeleted");
        if (syncToken != null) {
            for (String name : NOT_WITH_SYNC_TOKEN) {
                if (call.parameter(name) != null) {
                    throw Refusal.parameter(
                            400,
                            "global",
                            "invalid",
                            "Sync token cannot be used with other query restrictions.",
                            "syncToken");
                }
            }
            if ("false".equals(showDeleted)) {
                throw Refusal.parameter(
                        400, "global", "invalid", "showDeleted must not be false with a sync token.", "showDeleted");
            }
        }
        boolean single = "true".equals(call.parameter("singleEvents"));
        String orderBy = call.parameter("orderBy");
        if (orderBy != null && !Set.of("startTime", "updated").contains(orderBy)) {
            throw Refusal.parameter(400, "global", "invalidParameter", "Invalid value for orderBy", "orderBy");
        }
        if ("startTime".equals(orderBy) && !single) {
            throw Refusal.parameter(
                    400,
                    "global",
                    "badRequest",
                    "The requested ordering is not available for the particular query.",
                    "orderBy");
        }
        Instant timeMin = moment(call, "timeMin");
        Instant timeMax = moment(call, "timeMax");
        if (timeMin != null && timeMax != null && !timeMax.isAfter(timeMin)) {
            throw Refusal.parameter(400, "calendar", "timeRangeEmpty", "The specified time range is empty.", "timeMax");
        }
        Map<String, List<String>> fixed = new TreeMap<>(call.query());
        fixed.keySet().removeAll(FREE_BETWEEN_PAGES);
        return new EventQuery(
                maxResults(call.parameter("maxResults")),
                call.parameter("pageToken"),
                syncToken,
                "true".equals(showDeleted),
                single,
                timeMin,
                timeMax,
                moment(call, "updatedMin"),
                orderBy,
                call.parameter("q"),
                call.parameter("iCalUID"),
                call.parameters("privateExtendedProperty"),
                call.parameters("sharedExtendedProperty"),
                fixed.hashCode());
    }

    private static int maxResults(@Nullable String text) {
        if (text == null) {
            return 250;
        }
        try {
            int value = Integer.parseInt(text);
            if (value > 0) {
                return Math.min(value, 2_500);
            }
        } catch (NumberFormatException notANumber) {
            throw Refusal.parameter(400, "global", "invalidParameter", "Invalid integer value", "maxResults");
        }
        throw Refusal.parameter(400, "global", "invalidParameter", "Values must be positive", "maxResults");
    }

    private static @Nullable Instant moment(Call call, String name) {
        String text = call.parameter(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw Refusal.parameter(400, "global", "badRequest", "Bad Request", name);
        }
    }

    /** @return whether Google gives a sync token at the end of such a list */
    boolean syncs() {
        return updatedMin == null
                && orderBy == null
                && text == null
                && iCalUid == null
                && privateProperties.isEmpty()
                && sharedProperties.isEmpty();
    }

    /** @return whether the list has this event, leaving out the question whether it was deleted */
    boolean has(ObjectNode event, ZoneId calendarZone) {
        if (iCalUid != null && !iCalUid.equals(event.path("iCalUID").asText())) {
            return false;
        }
        if (text != null
                && !(event.path("summary").asText() + "\n"
                                + event.path("description").asText() + "\n"
                                + event.path("location").asText())
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        JsonNode properties = event.path("extendedProperties");
        if (!hasAll(properties.path("private"), privateProperties)
                || !hasAll(properties.path("shared"), sharedProperties)) {
            return false;
        }
        if (updatedMin != null && Instant.parse(event.get("updated").asText()).isBefore(updatedMin)) {
            return false;
        }
        return covers(event, calendarZone);
    }

    private boolean covers(ObjectNode event, ZoneId zone) {
        if (timeMin == null && timeMax == null) {
            return true;
        }
        if (Recurrence.recurs(event)) {
            return Recurrence.instances(event, zone).stream().anyMatch(instance -> covers(instance, zone));
        }
        return (timeMin == null || EventTime.read(event, "end", zone).instant().isAfter(timeMin))
                && (timeMax == null
                        || EventTime.read(event, "start", zone).instant().isBefore(timeMax));
    }

    private static boolean hasAll(JsonNode properties, List<String> wanted) {
        return wanted.stream().allMatch(pair -> {
            int equals = pair.indexOf('=');
            return equals > 0
                    && properties.path(pair.substring(0, equals)).asText().equals(pair.substring(equals + 1));
        });
    }
}
