package dev.serai.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What to send.
 *
 * @param method the HTTP method
 * @param url where to, an absolute http or https URL with a host
 * @param headers the headers; names are tokens, values printable (RFC 9110, section 5)
 * @param body the body; empty for none
 * @param timeout for the whole exchange: look-up, connection, request, and the answer with its body
 * @param bodyLimit how many bytes of the answer's body are read at most
 */
public record OutboundRequest(
        String method, URI url, Map<String, String> headers, byte[] body, Duration timeout, int bodyLimit) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    // A line break would end the header and begin another, or another request.
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** Refuses what would not leave as it is meant; messages never hold a header's value. */
    public OutboundRequest {
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("not an HTTP method: " + method);
        }
        if (url.getHost() == null
                || !"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("not an http or https URL with a host");
        }
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "header " + name.replaceAll("[^\\x21-\\x7e]", "?") + " can't be sent");
            }
        });
    }

    /** @return never a header or the body, which may hold secrets, nor the URL's query */
    @Override
    public String toString() {
        return "OutboundRequest[" + method + " " + url.getHost() + "]";
    }
}
