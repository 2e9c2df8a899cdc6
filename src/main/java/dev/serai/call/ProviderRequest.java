package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What to ask a provider.
 *
 * @param method the HTTP method
 * @param path the path below the connection's base URL, with its query, encoded; or an address that the provider itself
 *     gave, which must be on the same host
 * @param headers headers beside the credentials
 * @param body the body; empty for none
 * @param timeout for each exchange
 * @param bodyLimit how many bytes of the answer are read at most
 * @param patience how long the call may wait altogether for its turn, and for a provider that asks for a pause
 */
public record ProviderRequest(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        int bodyLimit,
        Duration patience) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BODY_LIMIT = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    public ProviderRequest {
        headers = Map.copyOf(headers);
    }

    /** @return a request without a body */
    public static ProviderRequest of(String method, String path) {
        return new ProviderRequest(
                method, path, Map.of("Accept", "application/json"), new byte[0], TIMEOUT, BODY_LIMIT, PATIENCE);
    }

    /** @return a request with a JSON body */
    public static ProviderRequest of(String method, String path, JsonNode body) {
        return new ProviderRequest(
                method,
                path,
                Map.of("Accept", "application/json", "Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8),
                TIMEOUT,
                BODY_LIMIT,
                PATIENCE);
    }

    /** @return the same request, which may wait as long */
    public ProviderRequest waiting(Duration atMost) {
        return new ProviderRequest(method, path, headers, body, timeout, bodyLimit, atMost);
    }

    /** @return whether the same request twice does no more than once */
    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** @return never headers and body, which may hold secrets, nor the query */
    @Override
    public String toString() {
        return "ProviderRequest[" + method + "]";
    }
}
