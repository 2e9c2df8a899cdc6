package dev.serai.hook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * Fills in what a subscription's template leaves open.
 *
 * @param url where the provider is to call
 * @param secret what it is to sign with
 * @param events its words for what the hub wants to hear of
 * @param looked what was looked up for it, to which JSON pointers lead
 */
record Places(String url, String secret, List<String> events, JsonNode looked) {

    private static final Pattern POINTER = Pattern.compile("\\{(/[^}]*)}");

    JsonNode filled(JsonNode template) {
        if (template instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(entry -> filled.set(entry.getKey(), filled(entry.getValue())));
            return filled;
        }
        if (template instanceof ArrayNode list) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> filled.add(filled(item)));
            return filled;
        }
        return template.isTextual() ? filled(template.asText()) : template;
    }

    private JsonNode filled(String text) {
        Matcher pointer = POINTER.matcher(text);
        return switch (text) {
            case "{url}" -> TextNode.valueOf(url);
            case "{secret}" -> TextNode.valueOf(secret);
            case "{events}" -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                events.stream().sorted().forEach(list::add);
                yield list;
            }
            default ->
                pointer.matches()
                        ? looked.at(JsonPointer.compile(pointer.group(1))).deepCopy()
                        : TextNode.valueOf(text);
        };
    }

    String filledPath(String path) {
        return POINTER.matcher(path)
                .replaceAll(place -> Matcher.quoteReplacement(
                        encoded(looked.at(JsonPointer.compile(place.group(1))).asText(""))));
    }

    static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /** @return never the secret */
    @Override
    public String toString() {
        return "Places[" + url + "]";
    }
}
