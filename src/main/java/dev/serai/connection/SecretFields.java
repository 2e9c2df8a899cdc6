package dev.serai.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which values of a configuration are secret, told by their names, and how they are kept out of answers. */
final class SecretFields {

    private static final String MASK = "********";
    private static final Pattern SECRET = Pattern.compile(
            "secret|passw|passphrase|pwd|token|credential|authorization|bearer|cookie"
                    + "|(api|access|private|account|signing|encryption|consumer|master)[_-]?key|^(pass|pin|key)$",
            Pattern.CASE_INSENSITIVE);

    private SecretFields() {}

    /** @return a copy in which every secret value is masked */
    static JsonNode masked(JsonNode config) {
        return masked(config, Set.of());
    }

    /** @param declared the names that are secret beside those that sound like it */
    static JsonNode masked(JsonNode config, Set<String> declared) {
        return masked(false, config, declared);
    }

    /** @param secret whether a name further out says so: everything below it is secret then, whatever it is called */
    private static JsonNode masked(boolean secret, JsonNode value, Set<String> declared) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.fields()
                    .forEachRemaining(field -> copy.set(
                            field.getKey(),
                            masked(
                                    secret
                                            || declared.contains(field.getKey())
                                            || SECRET.matcher(field.getKey()).find(),
                                    field.getValue(),
                                    declared)));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> copy.add(masked(secret, element, declared)));
            return copy;
        }
        return secret && !value.isNull() ? TextNode.valueOf(MASK) : value;
    }

    /**
     * Puts back what came masked: a page that shows a configuration sends it back as it saw it.
     *
     * @param given the new configuration
     * @param stored the one before
     */
    static JsonNode unmasked(JsonNode given, @Nullable JsonNode stored) {
        if (given instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.fields()
                    .forEachRemaining(field -> copy.set(
                            field.getKey(),
                            unmasked(field.getValue(), stored == null ? null : stored.get(field.getKey()))));
            return copy;
        }
        if (given instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(unmasked(array.get(i), stored == null ? null : stored.get(i)));
            }
            return copy;
        }
        return given.isTextual() && given.asText().equals(MASK) && stored != null ? stored : given;
    }
}
