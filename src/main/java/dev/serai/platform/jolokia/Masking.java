package dev.serai.platform.jolokia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.Set;

/** Takes secrets out of what Jolokia answers, whichever MBean it is from. The one place where that is done. */
final class Masking {

    /** Their answers are names of MBeans, attributes and operations, by which the next request asks. */
    private static final Set<String> NAMING = Set.of("list", "search", "version");

    private final ObjectMapper json;
    private final SecretTexts texts;
    private final MessageDumps dumps;

    Masking(ObjectMapper json, SecretTexts texts) {
        this.json = json;
        this.texts = texts;
        this.dumps = new MessageDumps(texts, this::maskedJson);
    }

    /** @return an answer of Jolokia, or several, without secrets */
    JsonNode masked(JsonNode answer) {
        if (answer instanceof ArrayNode several) {
            ArrayNode masked = several.arrayNode();
            several.forEach(one -> masked.add(masked(one)));
            return masked;
        }
        return NAMING.contains(answer.path("request").path("type").asText()) ? names(answer) : values(answer);
    }

    private JsonNode names(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode masked = object.objectNode();
            object.fields()
                    .forEachRemaining(field -> masked.set(texts.masked(field.getKey()), names(field.getValue())));
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = array.arrayNode();
            array.forEach(one -> masked.add(names(one)));
            return masked;
        }
        return node.isTextual() ? TextNode.valueOf(texts.masked(node.asText())) : node;
    }

    private JsonNode values(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode masked = object.objectNode();
            object.fields().forEachRemaining(field -> {
                boolean secret = SecretNames.isSecret(field.getKey())
                        && !field.getValue().isNull()
                        && !field.getValue().isBoolean();
                masked.set(
                        texts.masked(field.getKey()),
                        secret ? TextNode.valueOf(SecretTexts.MASK) : values(field.getValue()));
            });
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = array.arrayNode();
            array.forEach(one -> masked.add(values(one)));
            return masked;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.asText())) : node;
    }

    private String text(String text) {
        return text.stripLeading().startsWith("<") ? dumps.masked(text) : maskedText(text);
    }

    private String maskedText(String text) {
        // What only begins like JSON is masked as any text.
        return maskedJson(text).orElseGet(() -> texts.strictlyMasked(text));
    }

    /** @return a text that is an object or a list in JSON, without secrets; empty for any other */
    private Optional<String> maskedJson(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.writeValueAsString(values(json.readTree(stripped))));
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }
}
