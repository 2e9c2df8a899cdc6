package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;

/** Says in words what a schema asks for, by the keyword that was not met (JSON Schema Validation 2020-12, section 6). */
final class SchemaFault {

    /** What PostgreSQL can't keep in a text, as the contracts write it. */
    private static final String NO_NUL = "^[^\\u0000]*$";

    private SchemaFault() {}

    /** @return what would be right, without the field's name in front */
    static String of(ValidationMessage fault) {
        JsonNode wanted = fault.getSchemaNode();
        return switch (fault.getType()) {
            case "required" -> "is required";
            case "type" -> "must be " + type(wanted);
            case "enum" -> "must be one of " + words(wanted);
            case "minLength" -> "must have at least " + plural(wanted, "character");
            case "maxLength" -> "must have at most " + plural(wanted, "character");
            case "minimum" -> "must be at least " + wanted.asText();
            case "maximum" -> "must be at most " + wanted.asText();
            case "minItems" -> "must have at least " + plural(wanted, "item");
            case "maxItems" -> "must have at most " + plural(wanted, "item");
            case "maxProperties" -> "must have at most " + plural(wanted, "property");
            case "uniqueItems" -> "must not name the same twice";
            case "format" -> format(wanted.asText());
            case "pattern" -> pattern(wanted.asText());
            default -> "is not what the contract asks for (" + fault.getType() + ")";
        };
    }

    private static String type(JsonNode wanted) {
        if (wanted.isArray()) {
            List<String> types = new ArrayList<>();
            wanted.forEach(type -> types.add(type(type)));
            return String.join(" or ", types);
        }
        return switch (wanted.asText()) {
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "object" -> "an object";
            case "null" -> "null";
            case "boolean" -> "true or false";
            default -> "a " + wanted.asText();
        };
    }

    private static String format(String format) {
        return switch (format) {
            case "date-time" -> "must be a time such as 2025-11-16T10:30:00Z";
            case "uuid" -> "must be a UUID";
            case "uri" -> "must be a URL";
            default -> "must be a " + format;
        };
    }

    private static String pattern(String pattern) {
        return pattern.equals(NO_NUL) ? "must not contain a NUL character" : "must match " + pattern;
    }

    private static String words(JsonNode values) {
        List<String> words = new ArrayList<>();
        values.forEach(value -> words.add(value.asText()));
        return String.join(", ", words);
    }

    private static String plural(JsonNode count, String thing) {
        if (count.asInt() == 1) {
            return "1 " + thing;
        }
        return count.asText() + " "
                + (thing.endsWith("y") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s");
    }
}
