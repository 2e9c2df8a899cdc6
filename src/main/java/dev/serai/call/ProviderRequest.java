package dev.serai.call;

import java.time.Duration;
import java.util.Map;

/**
 * What to ask a provider.
 *
 * @param method the HTTP method
 * @param path the path below the provider's base URL, with its query, encoded
 * @param headers headers beside the credentials
 * @param body the body; empty for none
 * @param timeout for the whole exchange
 * @param bodyLimit how many bytes of the answer are read at most
 */
public record ProviderRequest(
        String method, String path, Map<String, String> headers, byte[] body, Duration timeout, int bodyLimit) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int BODY_LIMIT = 4 * 1024 * 1024;

    public ProviderRequest {
        headers = Map.copyOf(headers);
    }

    /** @return a request without a body */
    public static ProviderRequest of(String method, String path) {
        return new ProviderRequest(
                method, path, Map.of("Accept", "application/json"), new byte[0], TIMEOUT, BODY_LIMIT);
    }
}
