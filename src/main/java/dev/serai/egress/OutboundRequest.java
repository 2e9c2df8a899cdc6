package dev.serai.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What to send.
 *
 * @param method the HTTP method
 * @param url where to, an absolute http or https URL
 * @param headers the headers; values without line breaks
 * @param body the body; empty for none
 * @param timeout for the whole exchange: look-up, connection, request, and the answer with its body
 * @param bodyLimit how many bytes of the answer's body are read at most
 */
public record OutboundRequest(
        String method, URI url, Map<String, String> headers, byte[] body, Duration timeout, int bodyLimit) {}
