package dev.serai.egress;

import java.util.Map;
import java.util.Optional;

/**
 * What a destination answered.
 *
 * @param status the HTTP status
 * @param headers the first value of each header, by name in lower case; of {@code set-cookie} all, a line for each
 * @param body the body as text, cut at the request's limit
 */
public record OutboundResponse(int status, Map<String, String> headers, String body) {

    /** @return a header's first value; the name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
