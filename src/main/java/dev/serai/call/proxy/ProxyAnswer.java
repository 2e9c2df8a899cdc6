package dev.serai.call.proxy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered to a tenant.
 *
 * @param provider the provider's id
 * @param status the HTTP status, as the provider gave it
 * @param contentType the body's media type; null: the provider did not say
 * @param headers the headers that are passed on
 * @param location where the provider sends the caller, below the connection's base URL, with its query and a slash at its
 *     beginning; null: nowhere, or elsewhere
 * @param body the body, byte for byte
 */
public record ProxyAnswer(
        String provider,
        int status,
        @Nullable String contentType,
        Map<String, String> headers,
        @Nullable String location,
        byte[] body) {

    public ProxyAnswer {
        headers = Map.copyOf(headers);
    }

    /** @return whether the provider did what was asked */
    public boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** @return never headers and body, which may hold secrets */
    @Override
    public String toString() {
        return "ProxyAnswer[" + provider + " " + status + "]";
    }
}
