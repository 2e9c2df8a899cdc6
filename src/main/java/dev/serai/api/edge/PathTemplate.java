package dev.serai.api.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of a contract, such as {@code /api/v1/integrations/webhooks/{id}}. A trailing slash makes no difference.
 *
 * @param segments its parts; those in braces are parameters
 * @param parameterCount how many are; where several templates fit, the one with the fewest is meant
 */
record PathTemplate(List<String> segments, int parameterCount) {

    static PathTemplate of(String path) {
        List<String> segments = List.copyOf(split(path));
        return new PathTemplate(segments, (int)
                segments.stream().filter(PathTemplate::isParameter).count());
    }

    /** @return the parts of a path */
    static List<String> split(String path) {
        String[] parts = path.split("/", -1);
        int from = parts[0].isEmpty() ? 1 : 0;
        int to = parts.length > from && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
        return List.of(parts).subList(Math.min(from, to), to);
    }

    /**
     * @param path the parts of a request's path, decoded
     * @return the parameters when the path fits
     */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        // Most templates don't fit, so they must cost little.
        for (int i = 0; i < segments.size(); i++) {
            if (!isParameter(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            if (isParameter(wanted)) {
                parameters.put(wanted.substring(1, wanted.length() - 1), path.get(i));
            }
        }
        return Optional.of(parameters);
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
