package dev.serai.call.proxy;

import java.util.Map;

/**
 * What a tenant wants to ask a provider.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path where below the connection's base URL, decoded
 * @param query the query as it came, still encoded; empty for none
 * @param headers what is passed on; the hub's own callers' credentials are never among them
 * @param body the body; empty for none
 */
public record ProxyRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    public ProxyRequest {
        headers = Map.copyOf(headers);
    }

    /** @return whether it only reads */
    public boolean isSafe() {
        return method.equals("GET");
    }

    /** @return never path, query, headers and body, which may hold secrets */
    @Override
    public String toString() {
        return "ProxyRequest[" + method + "]";
    }
}
