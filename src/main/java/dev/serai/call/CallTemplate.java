package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A call with places that are filled in from an action's input; no input can change anything but its own place. */
final class CallTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final @Nullable String body;

    /**
     * @param path with inputs in braces
     * @param query the inputs that are sent as parameters, divided by commas: {@code name} or {@code parameter=name}
     * @param body the input that is the body; null: none
     */
    CallTemplate(String method, String path, String query, @Nullable String body) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("provider-call: path must begin with a slash");
        }
        this.method = method;
        this.path = path;
        this.query = parameters(query);
        this.body = body;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Arrays.stream(query.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    int equals = part.indexOf('=');
                    parameters.put(equals < 0 ? part : part.substring(0, equals), part.substring(equals + 1));
                });
        return parameters;
    }

    /**
     * @param input what is filled in; what the query names may be missing
     * @throws IllegalArgumentException when a place of the path has no input
     */
    ProviderRequest request(Map<String, Object> input) {
        String address = path(input) + query(input);
        Object content = body == null ? null : input.get(body);
        return content == null
                ? ProviderRequest.of(method, address)
                : ProviderRequest.of(
                        method, address, content instanceof JsonNode node ? node : JSON.valueToTree(content));
    }

    private String path(Map<String, Object> input) {
        return PLACE.matcher(path).replaceAll(place -> {
            Object value = input.get(place.group(1));
            String text = value == null ? "" : text(value);
            // A segment of dots would lead out of its place.
            if (text.isEmpty() || text.equals(".") || text.equals("..")) {
                throw new IllegalArgumentException("provider-call: " + place.group(1) + " can't stand in a path");
            }
            return Matcher.quoteReplacement(UriUtils.encode(text, StandardCharsets.UTF_8));
        });
    }

    private String query(Map<String, Object> input) {
        StringBuilder text = new StringBuilder();
        query.forEach((parameter, name) -> {
            Object value = input.get(name);
            if (value != null) {
                text.append(path.indexOf('?') < 0 && text.isEmpty() ? '?' : '&')
                        .append(URLEncoder.encode(parameter, StandardCharsets.UTF_8))
                        .append('=')
                        .append(UriUtils.encode(text(value), StandardCharsets.UTF_8));
            }
        });
        return text.toString();
    }

    private static String text(Object value) {
        return value instanceof JsonNode node && node.isValueNode() ? node.asText() : value.toString();
    }
}
