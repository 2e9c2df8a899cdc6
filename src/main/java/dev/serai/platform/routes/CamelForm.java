package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form of Camel's YAML, by the schema that comes with it. Read by hand and not by a validator: of the schema's many
 * alternatives a validator says that none fits; people want to know which word is wrong.
 */
final class CamelForm {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Large, and needed only when somebody edits. */
    private static SoftReference<JsonNode> kept = new SoftReference<>(null);

    private final JsonNode schema = schema();
    private final RouteDocument document;
    private final List<Fault> faults = new ArrayList<>();

    private CamelForm(RouteDocument document) {
        this.document = document;
    }

    /** @return what in a file is not Camel's YAML, in the file's order */
    static List<Fault> faults(RouteDocument document) {
        CamelForm form = new CamelForm(document);
        JsonNode root = document.yaml().root();
        if (root.isArray()) {
            form.check(root, form.schema, JsonPointer.empty());
        } else {
            form.fault(
                    JsonPointer.empty(),
                    "this must be a list; each of its items begins with a dash, such as '- route:'");
        }
        return form.faults;
    }

    private static synchronized JsonNode schema() {
        JsonNode schema = kept.get();
        if (schema == null) {
            try (InputStream file = CamelForm.class.getResourceAsStream(SCHEMA)) {
                schema = JSON.readTree(file);
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
            kept = new SoftReference<>(schema);
        }
        return schema;
    }

    private JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? schema.at(part.get("$ref").asText().substring(1)) : part;
    }

    private void check(JsonNode value, JsonNode unresolved, JsonPointer at) {
        JsonNode form = alternative(value, resolved(unresolved));
        String type = form.path("type").asText();
        switch (type) {
            case "object" -> checkObject(value, form, at);
            case "array" -> checkList(value, form, at);
            case "boolean" -> checkScalar(value, at, value.isBoolean(), "true or false");
            case "number", "integer" -> checkScalar(value, at, isNumber(value), "a number");
            case "string" -> checkText(value, form, at);
            default -> {
                if (form.has("properties") || form.has("anyOf")) {
                    checkObject(value, form, at);
                }
            }
        }
    }

    /** Of a short and a long form, the one that was meant. */
    private JsonNode alternative(JsonNode value, JsonNode form) {
        for (JsonNode option : form.path("oneOf")) {
            JsonNode meant = resolved(option);
            if (value.isObject() == meant.path("type").asText().equals("object")) {
                return meant;
            }
        }
        return form;
    }

    private void checkObject(JsonNode value, JsonNode form, JsonPointer at) {
        if (!value.isObject()) {
            if (!value.isNull()) {
                fault(at, what(at) + " must be an object with keys, not " + found(value));
            } else if (!form.path("required").isEmpty()) {
                fault(
                        at,
                        what(at) + " has nothing in it; it needs '"
                                + form.at("/required/0").asText() + "'");
            }
            return;
        }
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        collect(form, keys);
        boolean misspelt = false;
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonPointer child = at.appendProperty(entry.getKey());
            JsonNode known = keys.get(entry.getKey());
            if (known != null) {
                check(entry.getValue(), known, child);
            } else if (form.has("additionalProperties") && !keys.isEmpty()) {
                misspelt = true;
                faults.add(new Fault(
                        document.yaml().placeOfKey(child),
                        "'" + entry.getKey() + "' is not a key of " + what(at) + hint(entry.getKey(), keys.keySet())));
            }
        }
        if (form.path("maxProperties").asInt(value.size()) < value.size()) {
            fault(
                    at,
                    "this has several keys, " + String.join(", ", names(value))
                            + ", and must have one; is an indent wrong?");
        }
        for (JsonNode required : form.path("required")) {
            // What is missing may be there, under the name that is wrong.
            if (!value.has(required.asText()) && !misspelt && !isGivenOtherwise(value, form, required.asText())) {
                fault(at, what(at) + " needs '" + required.asText() + "'");
            }
        }
    }

    /** An expression may be written without its key, by its language alone. */
    private boolean isGivenOtherwise(JsonNode value, JsonNode form, String required) {
        if (!required.equals("expression")) {
            return false;
        }
        Map<String, JsonNode> languages = new LinkedHashMap<>();
        collect(
                schema.at("/items/definitions").path("org.apache.camel.model.language.ExpressionDefinition"),
                languages);
        return names(value).stream().anyMatch(languages::containsKey) && !form.isMissingNode();
    }

    private static String hint(String key, Set<String> keys) {
        String close = Spelling.hint(key, keys);
        return close.isEmpty() && keys.size() <= 20 ? "; keys are " + String.join(", ", keys) : close;
    }

    /** Gathers the keys that an object may have, those of its alternatives too. */
    private void collect(JsonNode form, Map<String, JsonNode> keys) {
        for (Map.Entry<String, JsonNode> property : form.path("properties").properties()) {
            JsonNode before = keys.getOrDefault(property.getKey(), MissingNode.getInstance());
            if (before.isEmpty()) {
                keys.put(property.getKey(), property.getValue());
            }
        }
        for (String combination : List.of("anyOf", "oneOf", "allOf")) {
            form.path(combination).forEach(option -> collect(resolved(option), keys));
        }
        if (form.has("$ref")) {
            collect(resolved(form), keys);
        }
    }

    private void checkList(JsonNode value, JsonNode form, JsonPointer at) {
        if (!value.isArray()) {
            fault(at, what(at) + " must be a list, not " + found(value));
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            check(value.get(i), form.path("items"), at.appendIndex(i));
        }
    }

    private void checkText(JsonNode value, JsonNode form, JsonPointer at) {
        if (!value.isValueNode() || value.isNull()) {
            fault(at, what(at) + " must be a text, not " + found(value));
            return;
        }
        List<String> choices = new ArrayList<>();
        form.path("enum").forEach(choice -> choices.add(choice.asText()));
        if (!choices.isEmpty() && !choices.contains(value.asText()) && !isPlaceholder(value)) {
            fault(at, what(at) + " can't be '" + value.asText() + "'; it is one of " + String.join(", ", choices));
        }
    }

    private void checkScalar(JsonNode value, JsonPointer at, boolean fits, String kind) {
        boolean asText = value.isTextual()
                && (kind.equals("a number")
                        ? value.asText().matches("-?\\d+(\\.\\d+)?")
                        : value.asText().matches("true|false"));
        if (!fits && !asText && !isPlaceholder(value)) {
            fault(at, what(at) + " must be " + kind + ", not " + found(value));
        }
    }

    private static boolean isNumber(JsonNode value) {
        return value.isNumber();
    }

    private static boolean isPlaceholder(JsonNode value) {
        return value.isTextual() && value.asText().contains("{{");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What a value is called: by its key, or by the key of the list that it is in. */
    private static String what(JsonPointer at) {
        JsonPointer named = at;
        while (named != null && !named.matches() && named.last().mayMatchElement()) {
            named = named.head();
        }
        if (named == null || named.matches()) {
            return "the file";
        }
        String name = "'" + named.last().getMatchingProperty() + "'";
        return named.equals(at) ? name : "an item of " + name;
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case NULL -> "nothing";
            default -> "'" + value.asText() + "'";
        };
    }

    private void fault(JsonPointer at, String message) {
        faults.add(new Fault(document.place(at), message));
    }
}
