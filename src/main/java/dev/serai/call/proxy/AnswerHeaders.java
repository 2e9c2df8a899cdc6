package dev.serai.call.proxy;

import dev.serai.provider.Limits;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers of a provider's answer are passed on. All others stay behind: cookies, challenges, hop-by-hop ones. */
final class AnswerHeaders {

    /** Where a provider sends the caller to another host; under a name that no client follows by itself. */
    static final String ELSEWHERE = "Serai-Location";

    private static final int LONGEST = 4_096;

    private static final Map<String, String> PASSED = names(
            "ETag",
            "Last-Modified",
            "Link",
            "Retry-After",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Range",
            "Accept-Ranges",
            "Allow",
            "Preference-Applied",
            "OData-Version");

    // Those without X- in front are the hub's own, about its own limits.
    private static final Pattern RATE_LIMIT = Pattern.compile("x-[a-z0-9-]*rate-?limit[a-z0-9-]*");
    private static final Pattern PRINTABLE = Pattern.compile("[\\t\\x20-\\x7e]*+");
    private static final Set<Integer> DEFAULT_PORTS = Set.of(-1, 80, 443);

    private AnswerHeaders() {}

    private static Map<String, String> names(String... names) {
        Map<String, String> byLowerCase = new HashMap<>();
        for (String name : names) {
            byLowerCase.put(name.toLowerCase(Locale.ROOT), name);
        }
        return Map.copyOf(byLowerCase);
    }

    /**
     * @param headers the answer's headers, by name in lower case
     * @return those that are passed on
     */
    static Map<String, String> passed(Map<String, String> headers, Limits limits) {
        Map<String, String> passed = new HashMap<>();
        headers.forEach((name, value) -> {
            if (value.length() <= LONGEST && PRINTABLE.matcher(value).matches()) {
                if (PASSED.containsKey(name)) {
                    passed.put(PASSED.get(name), value);
                } else if (RATE_LIMIT.matcher(name).matches() || isLimit(name, limits)) {
                    passed.put(name, value);
                }
            }
        });
        return passed;
    }

    private static boolean isLimit(String name, Limits limits) {
        boolean told = name.equalsIgnoreCase(limits.remaining())
                || limits.reset() != null
                        && name.equalsIgnoreCase(limits.reset().header());
        return told && !name.startsWith("ratelimit");
    }

    /**
     * Reads where an answer sends its caller.
     *
     * @param location the header's value; null: there is none
     * @param base the connection's base URL
     * @param asked what was asked for
     * @return the place
     */
    static Optional<Place> place(@Nullable String location, URI base, URI asked) {
        if (location == null
                || location.length() > LONGEST
                || !PRINTABLE.matcher(location).matches()) {
            return Optional.empty();
        }
        try {
            URI whole = asked.resolve(location.strip()).normalize();
            String path = whole.getRawPath();
            boolean inside = isSameServer(base, whole)
                    && path != null
                    && path.startsWith(base.getRawPath() + "/")
                    && !path.contains("/..");
            String query = whole.getRawQuery() == null ? "" : "?" + whole.getRawQuery();
            return Optional.of(
                    inside
                            ? new Place(path.substring(base.getRawPath().length()) + query, null)
                            : new Place(null, whole.toString()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Where a provider sends a caller; one of the two.
     *
     * @param below the path below the base URL with its query
     * @param elsewhere the whole address
     */
    record Place(@Nullable String below, @Nullable String elsewhere) {}

    private static boolean isSameServer(URI base, URI other) {
        return base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost().equalsIgnoreCase(other.getHost())
                && (base.getPort() == other.getPort()
                        || DEFAULT_PORTS.contains(base.getPort()) && DEFAULT_PORTS.contains(other.getPort()));
    }
}
