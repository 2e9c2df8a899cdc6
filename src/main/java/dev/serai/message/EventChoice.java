package dev.serai.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.EventCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a connection gets as messages: those that its setting {@code events} names, as types, as {@code call.*} or as
 * {@code *}; without it, everything that the product tells, and nothing of what the hub announces about itself.
 *
 * @param wanted the types and patterns; null: nothing is said
 */
record EventChoice(@Nullable List<String> wanted) {

    private static final String EVERYTHING = "*";
    private static final String FAMILY = ".*";

    EventChoice {
        wanted = wanted == null ? null : List.copyOf(wanted);
    }

    /** @param settings a connection's settings; null: it has none */
    static EventChoice of(@Nullable JsonNode settings) {
        JsonNode given = settings == null ? null : settings.get("events");
        if (given == null || given.isNull()) {
            return new EventChoice(null);
        }
        List<String> wanted = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(type -> wanted.add(type.asText("")));
        } else {
            wanted.addAll(List.of(given.asText("").split("[,\\s]+")));
        }
        return new EventChoice(wanted);
    }

    boolean includes(String type) {
        if (wanted == null) {
            return !EventCatalogue.isOperational(type);
        }
        return wanted.stream()
                .anyMatch(one -> one.equals(type)
                        || one.equals(EVERYTHING)
                        || one.endsWith(FAMILY) && type.startsWith(one.substring(0, one.length() - 1)));
    }
}
