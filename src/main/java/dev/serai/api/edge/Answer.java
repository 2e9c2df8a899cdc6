package dev.serai.api.edge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract answers.
 *
 * @param status the HTTP status
 * @param body what becomes the JSON body; null for none
 * @param headers the answer's own headers, such as {@code Retry-After}; no others are sent
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** @return 200 with a body */
    public static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    /** @return 201 with a body */
    public static Answer created(Object body) {
        return new Answer(201, body, Map.of());
    }

    /** @return 202 with a body */
    public static Answer accepted(Object body) {
        return new Answer(202, body, Map.of());
    }

    /** @return 204 */
    public static Answer noContent() {
        return new Answer(204, null, Map.of());
    }
}
