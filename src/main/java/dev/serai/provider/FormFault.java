package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import dev.serai.yaml.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says what does not fit the form, and what would.
 *
 * @param schema the form's schema
 * @param message what the validator found
 * @param value where in the file
 */
record FormFault(JsonNode schema, ValidationMessage message, JsonPointer value) {

    private static final Set<String> RULES_OF_VALUES = Set.of(
            "enum", "const", "pattern", "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum");

    String sentence() {
        String type = message.getType();
        if (type.equals("additionalProperties")) {
            return "'" + message.getProperty() + "' is not a key of " + thing() + keys();
        }
        if (type.equals("required")) {
            return thing() + " needs '" + message.getProperty() + "'" + hint(propertySchema(message.getProperty()));
        }
        String found = found();
        if (type.equals("type")) {
            return thing() + " must be " + kinds(keyword()) + ", not " + found + hint(parent());
        }
        if (RULES_OF_VALUES.contains(type)) {
            return thing() + " can't be " + found + hint(parent());
        }
        if (type.equals("minItems")) {
            return thing() + " must have at least one item" + hint(parent());
        }
        if (type.equals("uniqueItems")) {
            return thing() + " has an item twice" + hint(parent());
        }
        return thing() + " does not fit: " + message.getMessage() + hint(parent());
    }

    private String thing() {
        return value.matches()
                ? "a provider"
                : "'" + value.toString().substring(1).replace('/', '.') + "'";
    }

    private String found() {
        JsonNode found = message.getInstanceNode();
        return switch (found.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case NULL -> "nothing";
            case STRING -> "'" + found.asText() + "'";
            default -> found.asText();
        };
    }

    private static String kinds(JsonNode types) {
        List<String> kinds = new ArrayList<>();
        (types.isArray() ? types : types.isTextual() ? List.of(types) : List.<JsonNode>of())
                .forEach(type -> kinds.add(
                        switch (type.asText()) {
                            case "string" -> "a text";
                            case "boolean" -> "true or false";
                            case "integer" -> "a whole number";
                            case "number" -> "a number";
                            case "array" -> "a list";
                            default -> "an object";
                        }));
        return String.join(" or ", kinds);
    }

    private String keys() {
        List<String> keys = new ArrayList<>();
        parent().path("properties").fieldNames().forEachRemaining(keys::add);
        return Spelling.closest(message.getProperty(), keys)
                .map(key -> "; did you mean '" + key + "'?")
                .orElse(keys.isEmpty() ? hint(parent()) : "; keys are " + String.join(", ", keys));
    }

    private static String hint(JsonNode schema) {
        String description = schema.path("description").asText();
        return description.isEmpty() ? "" : ". " + description;
    }

    private JsonNode keyword() {
        return schema.at(location());
    }

    private JsonNode parent() {
        return schema.at(location().head());
    }

    private JsonNode propertySchema(String property) {
        return parent().path("properties").path(property);
    }

    private JsonPointer location() {
        return JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
    }
}
