package dev.serai.api.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of a contract, such as {@code /api/v1/integrations/webhooks/{id}}. A trailing slash makes no difference.
 *
 * @param segments its parts; those in braces are parameters
 */
record PathTemplate(List<String> segments) {

    static PathTemplate of(String path) {
        return new PathTemplate(split(path));
    }

    /** @return the parts of a path */
    static List<String> split(String path) {
        List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
        if (!parts.isEmpty() && parts.get(0).isEmpty()) {
            parts.remove(0);
        }
        if (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return List.copyOf(parts);
    }

    /**
     * @param path the parts of a request's path, decoded
     * @return the parameters when the path fits
     */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            if (isParameter(wanted)) {
                parameters.put(wanted.substring(1, wanted.length() - 1), path.get(i));
            } else if (!wanted.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** @return how many parts are parameters; where several templates fit, the one with the fewest is meant */
    int parameterCount() {
        return (int) segments.stream().filter(PathTemplate::isParameter).count();
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
