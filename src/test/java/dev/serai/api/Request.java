package dev.serai.api;

import java.util.Map;
import java.util.TreeMap;

/**
 * A request to the hub.
 *
 * @param headers by name, which is written in one way throughout
 * @param body what is sent; empty for nothing
 */
public record Request(String method, String path, Map<String, String> headers, String body) {

    public static Request of(String method, String path) {
        return new Request(method, path, Map.of(), "");
    }

    public Request bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Request with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, path, more, body);
    }

    public Request without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Request(method, path, fewer, body);
    }

    /** @return the same request with a JSON body */
    public Request json(String json) {
        return new Request(method, path, headers, json).with("Content-Type", "application/json");
    }

    public Request at(String otherPath) {
        return new Request(method, otherPath, headers, body);
    }

    public Request by(String otherMethod) {
        return new Request(otherMethod, path, headers, body);
    }
}
