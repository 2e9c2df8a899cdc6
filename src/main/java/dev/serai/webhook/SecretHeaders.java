package dev.serai.webhook;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which of the headers that an owner adds carry a secret, told by their names, and how they are kept out of answers. */
public final class SecretHeaders {

    private static final String MASK = "********";
    private static final Pattern SECRET = Pattern.compile(
            "auth|key|token|secret|cookie|passw|credential|session|signature", Pattern.CASE_INSENSITIVE);

    // A shorter value is no secret worth the name, and would be found in any text.
    private static final int SHORTEST = 8;

    private SecretHeaders() {}

    /** @return the headers, sorted by name, with the value of each that may carry a secret masked */
    public static Map<String, String> masked(Map<String, String> headers) {
        Map<String, String> masked = new TreeMap<>();
        headers.forEach((name, value) -> masked.put(name, SECRET.matcher(name).find() ? MASK : value));
        return masked;
    }

    /** @return a text in which every value that may be a secret is masked */
    static String hiddenIn(String text, Map<String, String> headers) {
        String hidden = text;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getValue().length() >= SHORTEST
                    && SECRET.matcher(header.getKey()).find()) {
                hidden = hidden.replace(header.getValue(), MASK);
            }
        }
        return hidden;
    }
}
