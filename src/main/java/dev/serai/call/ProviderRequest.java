package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a provider.
 *
 * @param method the HTTP method
 * @param path the path below the connection's base URL, with its query, encoded; or an address that the provider itself
 *     gave, which must be on the same host
 * @param headers headers beside the credentials
 * @param body the body; empty for none
 * @param timeout for each exchange; null: as long as every call may take
 * @param bodyLimit how many bytes of the answer are read at most
 * @param reading whether the same request twice does no more than once, so that it may be made again
 * @param patience how long the call may wait altogether for its turn, and for a provider that asks for a pause
 */
public record ProviderRequest(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        @Nullable Duration timeout,
        int bodyLimit,
        boolean reading,
        Duration patience) {

    private static final int BODY_LIMIT = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    public ProviderRequest {
        headers = Map.copyOf(headers);
    }

    /** @return a request without a body */
    public static ProviderRequest of(String method, String path) {
        return new ProviderRequest(
                method,
                path,
                Map.of("Accept", "application/json"),
                new byte[0],
                null,
                BODY_LIMIT,
                method.equals("GET") || method.equals("HEAD"),
                PATIENCE);
    }

    /** @return a request with a JSON body */
    public static ProviderRequest of(String method, String path, JsonNode body) {
        return new ProviderRequest(
                method,
                path,
                Map.of("Accept", "application/json", "Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8),
                null,
                BODY_LIMIT,
                false,
                PATIENCE);
    }

    /** @return the same request, which may wait as long */
    public ProviderRequest waiting(Duration atMost) {
        return new ProviderRequest(method, path, headers, body, timeout, bodyLimit, reading, atMost);
    }

    /** @return the same request, which only reads, whatever its method */
    public ProviderRequest thatReads() {
        return new ProviderRequest(method, path, headers, body, timeout, bodyLimit, true, patience);
    }

    /** @return never headers and body, which may hold secrets, nor the query */
    @Override
    public String toString() {
        return "ProviderRequest[" + method + "]";
    }
}
