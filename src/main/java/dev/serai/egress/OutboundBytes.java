package dev.serai.egress;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a destination answered, byte for byte.
 *
 * @param status the HTTP status
 * @param headers the first value of each header, by name in lower case; of {@code set-cookie} all, a line for each
 * @param body the body, cut at the request's limit
 * @param whole whether this is all of it; false: there was more
 */
public record OutboundBytes(int status, Map<String, String> headers, byte[] body, boolean whole) {

    /** @return the same with its body as text */
    public OutboundResponse text() {
        // PostgreSQL keeps no NUL in a text; a character cut in two becomes the replacement sign.
        return new OutboundResponse(status, headers, new String(body, StandardCharsets.UTF_8).replace('\0', '\ufffd'));
    }

    /** @return never the body, which may hold secrets */
    @Override
    public String toString() {
        return "OutboundBytes[" + status + ", " + body.length + " bytes]";
    }
}
