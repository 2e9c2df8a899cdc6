package dev.serai.api.edge;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract answers.
 *
 * @param status the HTTP status
 * @param body what becomes the JSON body, or an array of bytes that is one already; null for none
 * @param contentType the body's media type
 * @param headers the answer's own headers, such as {@code Retry-After}; no others are sent
 */
public record Answer(int status, @Nullable Object body, String contentType, Map<String, String> headers) {

    static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** @return a status with a JSON body */
    public static Answer of(int status, Object body) {
        return new Answer(status, body, JSON, Map.of());
    }

    /** @return 200 with a body */
    public static Answer ok(Object body) {
        return of(200, body);
    }

    /** @return 201 with a body */
    public static Answer created(Object body) {
        return of(201, body);
    }

    /** @return 202 with a body */
    public static Answer accepted(Object body) {
        return of(202, body);
    }

    /** @return 204 */
    public static Answer noContent() {
        return new Answer(204, null, JSON, Map.of());
    }

    /** @return the same answer with one more header */
    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, contentType, more);
    }
}
