package dev.serai.api.edge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of a contract, such as {@code /api/v1/integrations/webhooks/{id}}. A trailing slash makes no difference.
 *
 * @param segments its parts; those in braces are parameters
 * @param parameterCount how many are; where several templates fit, the one with the fewest is meant
 * @param open whether the last parameter takes all the rest of a path, slashes too
 */
record PathTemplate(List<String> segments, int parameterCount, boolean open) {

    /** The template that is meant comes first, where several fit: one that says more about a path. */
    static final Comparator<PathTemplate> MEANT_FIRST =
            Comparator.comparing(PathTemplate::open).thenComparing(PathTemplate::parameterCount);

    /** What stands for the rest of a path where there must be one segment. */
    private static final String REST = "rest";

    static PathTemplate of(String path) {
        return of(path, false);
    }

    /**
     * @param open whether the last parameter takes all the rest
     * @throws IllegalArgumentException when it is to, and the template does not end with a parameter
     */
    static PathTemplate of(String path, boolean open) {
        List<String> segments = RequestPath.of(path).parts();
        if (open && !isParameter(segments.get(segments.size() - 1))) {
            throw new IllegalArgumentException(path + " must end with the parameter that takes the rest");
        }
        return new PathTemplate(
                segments,
                (int) segments.stream().filter(PathTemplate::isParameter).count(),
                open);
    }

    /**
     * @param path a request's path
     * @return the parameters when the path fits
     */
    Optional<Map<String, String>> match(RequestPath path) {
        List<String> parts = path.parts();
        if (open ? parts.size() < segments.size() : parts.size() != segments.size()) {
            return Optional.empty();
        }
        // Most templates don't fit, so they must cost little.
        for (int i = 0; i < segments.size(); i++) {
            if (!isParameter(segments.get(i)) && !segments.get(i).equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (isParameter(segments.get(i))) {
                boolean rest = open && i == segments.size() - 1;
                parameters.put(name(segments.get(i)), rest ? path.from(i) : parts.get(i));
            }
        }
        return Optional.of(parameters);
    }

    /** @return the path with one segment for each of the template's, as routes know it */
    String mounted(RequestPath path) {
        if (!open) {
            return path.text();
        }
        return "/" + String.join("/", path.parts().subList(0, segments.size() - 1)) + "/" + REST;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static String name(String parameter) {
        return parameter.substring(1, parameter.length() - 1);
    }
}
