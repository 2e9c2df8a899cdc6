package dev.serai.provider.googlecalendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the database keeps what an event has: a JSON object. */
@Component
class ContentText {

    private final ObjectMapper json;

    ContentText(ObjectMapper json) {
        this.json = json;
    }

    @Nullable
    String write(@Nullable EventContent content) {
        return content == null ? null : object(content).toString();
    }

    String write(List<EventContent> contents) {
        ArrayNode list = json.createArrayNode();
        contents.forEach(content -> list.add(object(content)));
        return list.toString();
    }

    private ObjectNode object(EventContent content) {
        return json.createObjectNode()
                .put("summary", content.summary())
                .put("description", content.description())
                .put("start", content.start().toString())
                .put("end", content.end().toString())
                .put("email", content.email());
    }

    @Nullable
    EventContent read(@Nullable String text) {
        return text == null ? null : content(parsed(text));
    }

    List<EventContent> readAll(String text) {
        List<EventContent> contents = new ArrayList<>();
        parsed(text).forEach(object -> contents.add(content(object)));
        return contents;
    }

    private static EventContent content(JsonNode object) {
        return new EventContent(
                object.path("summary").asText(null),
                object.path("description").asText(null),
                Instant.parse(object.path("start").asText()),
                Instant.parse(object.path("end").asText()),
                object.path("email").asText(null));
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was kept as JSON is none");
        }
    }
}
