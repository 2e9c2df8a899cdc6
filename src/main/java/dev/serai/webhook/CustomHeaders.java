package dev.serai.webhook;

import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.Invalid;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for headers that an owner adds to deliveries (RFC 9110, section 5): none can replace or smuggle ours. */
final class CustomHeaders {

    private static final int MOST = 20;
    private static final int LONGEST_VALUE = 2_000;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    // A line break or any other control character would let a value end the header and begin another.
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private CustomHeaders() {}

    /**
     * Checks headers.
     *
     * @return the headers
     * @throws Invalid naming the headers, such as {@code headers.Host}
     */
    static Map<String, String> checked(Map<String, String> headers) {
        if (headers.size() > MOST) {
            throw new Invalid("headers", "must be at most " + MOST);
        }
        Set<String> seen = new TreeSet<>();
        FieldFaults faults = new FieldFaults();
        headers.forEach((name, value) -> faults.gather(() -> check(name, value, seen)));
        faults.refuse();
        return Map.copyOf(headers);
    }

    private static void check(String name, String value, Set<String> seen) {
        String field = "headers." + printable(name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new Invalid(field, "is not a header's name; letters, digits and hyphens are");
        }
        if (RESERVED.contains(lower) || lower.startsWith("x-webhook-") || lower.startsWith("webhook-")) {
            throw new Invalid(field, "is set by the hub and can't be replaced");
        }
        if (!seen.add(lower)) {
            throw new Invalid(field, "is given twice; names don't differ by case");
        }
        if (value.length() > LONGEST_VALUE || !VALUE.matcher(value).matches()) {
            throw new Invalid(field, "must be at most " + LONGEST_VALUE + " printable ASCII characters");
        }
    }

    private static String printable(String name) {
        String shown = name.replaceAll("[^\\x21-\\x7e]", "?");
        return shown.length() > 100 ? shown.substring(0, 100) : shown;
    }
}
