package dev.serai.json;

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

/**
 * Reads JSON strictly (RFC 8259): UTF-8, one value, names that are unique in their object, bounded depth and number of
 * values. Numbers keep every digit, since an event's data goes out as it came in.
 */
public final class StrictJson {

    /** A megabyte of empty lists would become thirty of memory: this bounds what a body of any size turns into. */
    private static final int MOST_TOKENS = 300_000;

    private final JsonMapper mapper;
    private final int depthLimit;

    /** @param depthLimit how deep values may be nested */
    public StrictJson(int depthLimit) {
        this.depthLimit = depthLimit;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depthLimit)
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
     * Reads a value.
     *
     * @param field what it is called where a fault is told
     * @param text its bytes
     * @return the value; a missing node when there is none
     * @throws Invalid naming the field, when it is no JSON
     */
    public JsonNode read(String field, byte[] text) {
        JsonText.check(field, text);
        try {
            JsonNode value = text.length == 0 ? null : mapper.readTree(text);
            return value == null ? MissingNode.getInstance() : value;
        } catch (StreamConstraintsException tooMuch) {
            throw new Invalid(
                    field,
                    "must not be nested deeper than " + depthLimit + " levels, hold more than " + MOST_TOKENS
                            + " names and values, or longer numbers or names than usual");
        } catch (JsonParseException broken) {
            throw new Invalid(
                    field,
                    "is not valid JSON, at line "
                            + broken.getLocation().getLineNr() + ", column "
                            + broken.getLocation().getColumnNr());
        } catch (JsonProcessingException broken) {
            throw new Invalid(field, "must be one JSON value, without a name that stands twice in an object");
        } catch (IOException broken) {
            throw new Invalid(field, "is not valid JSON");
        }
    }
}
