package dev.serai.provider.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One call that the stand-in took.
 *
 * @param method the method meant: the one of {@code X-HTTP-Method-Override} where it was sent
 * @param path the path as it came, still encoded, without the query
 * @param query the decoded query parameters
 * @param headers the headers; names in lower case, values joined by commas
 * @param body the body as text, unpacked; empty when there was none
 * @param nanoTime when it had arrived, as {@link System#nanoTime()} tells
 */
public record Call(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        String body,
        long nanoTime) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        byte[] body;
        // Some clients, as Google's Java client, pack what they send.
        try (InputStream in = "gzip".equals(headers.get("content-encoding"))
                ? new GZIPInputStream(exchange.getRequestBody())
                : exchange.getRequestBody()) {
            body = in.readAllBytes();
        }
        String override = headers.get("x-http-method-override");
        return new Call(
                override == null ? exchange.getRequestMethod() : override,
                exchange.getRequestURI().getRawPath(),
                decoded(exchange.getRequestURI().getRawQuery()),
                Map.copyOf(headers),
                new String(body, StandardCharsets.UTF_8),
                System.nanoTime());
    }

    /** @return a header's value; null when it was not sent */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** @return the {@code Authorization} header; null when it was not sent */
    public @Nullable String authorization() {
        return header("authorization");
    }

    /** @return the first value of a query parameter; null when it was not sent */
    public @Nullable String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    /** @return all values of a query parameter */
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** @return the body read as a form */
    public Map<String, List<String>> form() {
        return decoded(body);
    }

    /** @return the path's parts after a root that it begins with, decoded */
    public List<String> partsAfter(String root) {
        return Arrays.stream(path.substring(root.length()).split("/"))
                .map(Call::decode)
                .toList();
    }

    /** @return the body read as JSON; a missing node when there is none, or it is no JSON */
    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static Map<String, List<String>> decoded(@Nullable String form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (form != null) {
            for (String pair : form.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
                }
            }
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
