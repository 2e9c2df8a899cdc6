package dev.serai.api.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.refusal.Invalid;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Reads the JSON of requests strictly (RFC 8259): UTF-8, one value, names that are unique in their object, bounded depth
 * and number of values. Numbers keep every digit, since an event's data goes out as it came in.
 */
@Component
class JsonReader {

    static final String BODY = "body";

    /** A megabyte of empty lists would become thirty of memory: this bounds what a body of any size turns into. */
    private static final int MOST_TOKENS = 300_000;

    private final JsonMapper mapper;
    private final int depthLimit;

    JsonReader(ApiProperties properties) {
        this.depthLimit = properties.depthLimit();
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(properties.depthLimit())
                                .maxTokenCount(MOST_TOKENS)
                                .build())
                        .build())
                .enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /**
     * Reads a body.
     *
     * @return the value; a missing node when there is none
     * @throws Invalid naming the body, when it is no JSON
     */
    JsonNode read(byte[] body) {
        JsonText.check(body);
        try {
            JsonNode value = body.length == 0 ? null : mapper.readTree(body);
            return value == null ? MissingNode.getInstance() : value;
        } catch (StreamConstraintsException tooMuch) {
            throw new Invalid(
                    BODY,
                    "must not be nested deeper than " + depthLimit + " levels, hold more than " + MOST_TOKENS
                            + " names and values, or longer numbers or names than usual");
        } catch (JsonParseException broken) {
            throw new Invalid(
                    BODY,
                    "is not valid JSON, at line "
                            + broken.getLocation().getLineNr() + ", column "
                            + broken.getLocation().getColumnNr());
        } catch (JsonProcessingException broken) {
            throw new Invalid(BODY, "must be one JSON value, without a name that stands twice in an object");
        } catch (IOException broken) {
            throw new Invalid(BODY, "is not valid JSON");
        }
    }
}
