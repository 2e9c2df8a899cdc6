package dev.serai.platform.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.yaml.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the addresses of a component may say after the question mark, by the description that comes with the component.
 * Components of the hub's own have none.
 */
final class EndpointOptions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String scheme;
    private final Map<String, JsonNode> options = new TreeMap<>();
    private final List<String> prefixes = new ArrayList<>();

    private EndpointOptions(String scheme, JsonNode description) {
        this.scheme = scheme;
        for (Map.Entry<String, JsonNode> option : description.path("properties").properties()) {
            options.put(option.getKey(), option.getValue());
            if (option.getValue().has("prefix")) {
                prefixes.add(option.getValue().get("prefix").asText());
            }
        }
    }

    /** @return the options of a component; empty when any may be given, or nobody knows which */
    static Optional<EndpointOptions> of(String scheme) {
        String file = "/META-INF/org/apache/camel/component/" + scheme + "/" + scheme + ".json";
        try (InputStream text = EndpointOptions.class.getResourceAsStream(file)) {
            if (text == null) {
                return Optional.empty();
            }
            JsonNode description = JSON.readTree(text);
            JsonNode component = description.path("component");
            boolean free = component.path("lenientProperties").asBoolean()
                    || component.path("api").asBoolean();
            return free ? Optional.empty() : Optional.of(new EndpointOptions(scheme, description));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @return what is wrong with an option; empty when nothing is */
    Optional<String> fault(String name, String value) {
        JsonNode option = options.get(name);
        if (option == null) {
            return prefixes.stream().anyMatch(name::startsWith)
                    ? Optional.empty()
                    : Optional.of("'" + name + "' is not an option of '" + scheme + ":'"
                            + Spelling.hint(name, options.keySet()));
        }
        if (value.contains("{{") || value.contains("${") || value.startsWith("#")) {
            return Optional.empty();
        }
        List<String> choices = new ArrayList<>();
        option.path("enum").forEach(choice -> choices.add(choice.asText()));
        if (!choices.isEmpty() && choices.stream().noneMatch(value::equalsIgnoreCase)) {
            return Optional.of("'" + name + "' can't be '" + value + "'; it is one of " + String.join(", ", choices));
        }
        return switch (option.path("type").asText()) {
            case "boolean" ->
                value.matches("(?i)true|false")
                        ? Optional.empty()
                        : Optional.of("'" + name + "' must be true or false, not '" + value + "'");
            case "integer" ->
                value.matches("-?\\d+")
                        ? Optional.empty()
                        : Optional.of("'" + name + "' must be a whole number, not '" + value + "'");
            default -> Optional.empty();
        };
    }
}
