package dev.serai.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes events readable: each family of events has its own subject and what stands first; others show what they have. */
final class MessageForm {

    private static final int LINES = 12;
    private static final int LONGEST_VALUE = 300;
    private static final int LONGEST_TITLE = 150;

    /** Ids tell a person nothing, unless there is nothing else. */
    private static final String ID = "id";

    /**
     * What people want to know of a family of events.
     *
     * @param subjects fields of which the first that is there names what it is about
     * @param first the fields to show first
     */
    private record Family(List<String> subjects, List<String> first) {}

    private static final Family ANY = new Family(
            List.of("title", "subject", "name", "summary", "fullName", "customerName", "email", "phone", "number", ID),
            List.of("status", "email", "phone"));

    private static final Map<String, Family> FAMILIES = Map.of(
            "appointment",
            new Family(
                    List.of("title", "summary", "service", "customerName", "attendeeName", "name", ID),
                    List.of(
                            "startTime",
                            "start",
                            "startsAt",
                            "endTime",
                            "end",
                            "endsAt",
                            "customerName",
                            "location",
                            "status")),
            "call",
            new Family(
                    List.of("callerName", "contactName", "from", "caller", "phoneNumber", "callId", ID),
                    List.of("from", "to", "direction", "duration", "agent", "recordingUrl", "transcript", "status")),
            "contact",
            new Family(
                    List.of("name", "fullName", "email", "phone", ID), List.of("email", "phone", "company", "source")),
            "application",
            new Family(
                    List.of("candidateName", "applicantName", "name", "email", "applicationId", ID),
                    List.of("position", "jobTitle", "job", "stage", "previousStage", "newStage", "status")),
            "webhook",
            new Family(List.of("name", "url", "webhookId", ID), List.of("reason", "error", "url")),
            "delivery",
            new Family(List.of("event", "eventType", "webhookId", ID), List.of("error", "url", "attempts")),
            "connection",
            new Family(List.of("name", "provider", "connectionId"), List.of("provider", "healthStatus", "error")));

    private MessageForm() {}

    /**
     * @param type the event's type
     * @param at when it happened
     * @param data what happened, an object
     */
    static Message of(String type, Instant at, JsonNode data) {
        Family family = FAMILIES.getOrDefault(type.substring(0, Math.max(0, type.indexOf('.'))), ANY);
        @Nullable
        String subjectField = family.subjects().stream()
                .filter(field -> shown(data.path(field)).isPresent())
                .findFirst()
                .orElse(null);
        String title = words(type.replace('.', '_'));
        if (subjectField != null) {
            title += ": " + shown(data.path(subjectField)).orElse("");
        }
        return new Message(cut(title, LONGEST_TITLE), lines(family, data, subjectField), type, at);
    }

    private static List<Message.Line> lines(Family family, JsonNode data, @Nullable String subjectField) {
        Set<String> order = new LinkedHashSet<>(family.first());
        Iterator<String> names = data.fieldNames();
        names.forEachRemaining(order::add);
        List<Message.Line> lines = new ArrayList<>();
        for (String name : order) {
            if (!name.equals(subjectField) && lines.size() < LINES) {
                Optional<String> value = shown(data.path(name));
                value.ifPresent(text -> lines.add(new Message.Line(words(name), text)));
            }
        }
        return lines;
    }

    /** @return a value as text; empty for nothing, and for what is too nested to be read in a line */
    private static Optional<String> shown(JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return Optional.of(value.asText().replaceAll("\\s+", " ").strip())
                    .filter(text -> !text.isEmpty())
                    .map(text -> cut(text, LONGEST_VALUE));
        }
        if (value.isArray() && !value.isEmpty()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> shown(item).ifPresent(items::add));
            return items.isEmpty() ? Optional.empty() : Optional.of(cut(String.join(", ", items), LONGEST_VALUE));
        }
        if (value instanceof ObjectNode object) {
            return List.of("name", "title", "email", "displayName").stream()
                    .flatMap(name -> shown(object.path(name)).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    /** {@code startTime} and {@code start_time} become {@code Start time}. */
    private static String words(String name) {
        String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[_\\-]+", " ")
                .strip();
        String lower = spaced.toLowerCase(Locale.ROOT);
        String cut = cut(lower, LONGEST_TITLE);
        return cut.isEmpty() ? cut : cut.substring(0, 1).toUpperCase(Locale.ROOT) + cut.substring(1);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
