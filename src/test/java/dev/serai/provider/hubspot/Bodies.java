package dev.serai.provider.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What HubSpot takes as a body. */
final class Bodies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_INPUTS = 100;

    private Bodies() {}

    static JsonNode object(String text) {
        try {
            JsonNode body = text.isEmpty() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
            if (!body.isObject()) {
                throw HubspotRefusal.invalid("Invalid input JSON: an object is needed");
            }
            return body;
        } catch (JsonProcessingException broken) {
            throw HubspotRefusal.invalid("Invalid input JSON on line 1, column 1");
        }
    }

    static void knows(JsonNode body, Set<String> keys) {
        body.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw HubspotRefusal.invalid("Invalid input JSON: unknown field " + key);
            }
        });
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static List<JsonNode> inputs(JsonNode body) {
        JsonNode inputs = body.path("inputs");
        if (!inputs.isArray() || inputs.isEmpty()) {
            throw HubspotRefusal.invalid("inputs must have at least one item");
        }
        if (inputs.size() > MOST_INPUTS) {
            throw HubspotRefusal.invalid(
                    "inputs must have at most " + MOST_INPUTS + " items, but has " + inputs.size());
        }
        List<JsonNode> all = new ArrayList<>();
        inputs.forEach(all::add);
        return all;
    }

    /** @return the properties to write, all of which the type must have */
    static Map<String, String> properties(ObjectType type, JsonNode body) {
        if (!body.path("properties").isObject()) {
            throw HubspotRefusal.invalid("properties must be an object");
        }
        Map<String, String> properties = new TreeMap<>();
        body.path("properties").fields().forEachRemaining(property -> {
            if (!type.takes(property.getKey())) {
                throw HubspotRefusal.invalidProperty(
                        "Property \"" + property.getKey() + "\" does not exist", "PROPERTY_DOESNT_EXIST");
            }
            if (property.getValue().isContainerNode()) {
                throw HubspotRefusal.invalid("The value of " + property.getKey() + " must be a text");
            }
            properties.put(
                    property.getKey(),
                    property.getValue().isNull() ? "" : property.getValue().asText());
        });
        return properties;
    }
}
