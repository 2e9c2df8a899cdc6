package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.json.StrictJson;
import dev.serai.refusal.Invalid;
import org.springframework.stereotype.Component;

/** Reads the JSON of requests. */
@Component
class JsonReader {

    static final String BODY = "body";

    private final StrictJson json;

    JsonReader(ApiProperties properties) {
        this.json = new StrictJson(properties.depthLimit());
    }

    /**
     * Reads a body.
     *
     * @return the value; a missing node when there is none
     * @throws Invalid naming the body, when it is no JSON
     */
    JsonNode read(byte[] body) {
        return json.read(BODY, body);
    }
}
