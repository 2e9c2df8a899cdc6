package dev.serai.connection;

import java.net.URI;
import java.util.Map;

/**
 * A call that ends something at a provider.
 *
 * @param what what it ends, for the log, such as {@code token}
 * @param method the HTTP method
 * @param url where to
 * @param headers its headers, which may hold secrets
 * @param body its body, which may hold secrets; empty for none
 */
public record GoodbyeCall(String what, String method, URI url, Map<String, String> headers, String body) {

    public GoodbyeCall {
        headers = Map.copyOf(headers);
    }

    /** @return never headers or body */
    @Override
    public String toString() {
        return "GoodbyeCall[" + what + "]";
    }
}
