package dev.serai.webhook;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which of the headers that an owner adds carry a secret, told by their names, and how they are kept out of answers. */
public final class SecretHeaders {

    private static final String MASK = "********";
    private static final Pattern SECRET = Pattern.compile(
            "auth|key|token|secret|cookie|passw|credential|session|signature", Pattern.CASE_INSENSITIVE);

    private SecretHeaders() {}

    /** @return the headers, sorted by name, with the value of each that may carry a secret masked */
    public static Map<String, String> masked(Map<String, String> headers) {
        Map<String, String> masked = new TreeMap<>();
        headers.forEach((name, value) -> masked.put(name, SECRET.matcher(name).find() ? MASK : value));
        return masked;
    }
}
