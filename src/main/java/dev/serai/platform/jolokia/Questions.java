package dev.serai.platform.jolokia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.refusal.Forbidden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is asked of Jolokia in one request. Hawtio 4.3 asks for the figures of a route without saying of which context when
 * the route is in a group; here there is one only.
 *
 * @param isBulk whether they came as a list, and so are to be answered by one
 * @param each what Jolokia is given, one after the other
 */
record Questions(boolean isBulk, List<byte[]> each) {

    // Hawtio goes on when Jolokia refuses to write, and logs out when the request is refused.
    private static final Set<String> TYPES = Set.of("read", "list", "search", "exec", "version", "write");
    private static final String FIGURES = "dumpRoutesStatsAsXml";
    private static final String CONTEXT = "org.apache.camel:context=serai,type=context,name=\"serai\"";

    /** @throws Forbidden when something is asked that nobody may ask */
    static Questions in(byte[] body, ObjectMapper json) throws JsonProcessingException {
        JsonNode asked;
        try {
            asked = json.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException broken) {
            // Jolokia says so in its own words.
            return new Questions(false, List.of(body));
        }
        List<byte[]> each = new ArrayList<>();
        for (JsonNode question : asked.isArray() ? asked : List.of(asked)) {
            refuseOtherThan(question.path("type").asText().toLowerCase(Locale.ROOT));
            complete(question);
            each.add(json.writeValueAsBytes(question));
        }
        return new Questions(asked.isArray(), List.copyOf(each));
    }

    /** Jolokia has its restrictor asked for most types, and not for notifications. */
    private static void refuseOtherThan(String type) {
        if (!TYPES.contains(type)) {
            throw new Forbidden("Only read, list, search, exec and version are offered");
        }
    }

    private static void complete(JsonNode question) {
        if (question instanceof ObjectNode object
                && object.path("mbean").asText().isEmpty()
                && object.path("operation").asText().equals(FIGURES)) {
            object.put("mbean", CONTEXT);
        }
    }
}
