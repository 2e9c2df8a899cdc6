package dev.serai.platform.jolokia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.refusal.Forbidden;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request whose body has been read. Hawtio 4.3 asks for the figures of a route without saying of which context when the
 * route is in a group; here there is one only.
 */
final class WholeRequest extends HttpServletRequestWrapper {

    private static final int LARGEST = 1024 * 1024;
    // Hawtio goes on when Jolokia refuses to write, and logs out when the request is refused.
    private static final Set<String> TYPES = Set.of("read", "list", "search", "exec", "version", "write");
    private static final String FIGURES = "dumpRoutesStatsAsXml";
    private static final String CONTEXT = "org.apache.camel:context=serai,type=context,name=\"serai\"";

    private final ByteArrayInputStream body;

    /** @throws Forbidden when something is asked that nobody may ask */
    WholeRequest(HttpServletRequest request, ObjectMapper json) throws IOException {
        super(request);
        this.body = new ByteArrayInputStream(completed(request.getInputStream().readNBytes(LARGEST), json));
    }

    private static byte[] completed(byte[] body, ObjectMapper json) throws IOException {
        try {
            JsonNode asked = json.readTree(body);
            for (JsonNode request : asked.isArray() ? asked : List.of(asked)) {
                refuseOtherThan(request.path("type").asText().toLowerCase(Locale.ROOT));
                complete(request);
            }
            return json.writeValueAsBytes(asked);
        } catch (JsonProcessingException broken) {
            // Jolokia says so in its own words.
            return body;
        }
    }

    /** Jolokia has its restrictor asked for most types, and not for notifications. */
    private static void refuseOtherThan(String type) {
        if (!TYPES.contains(type)) {
            throw new Forbidden("Only read, list, search, exec and version are offered");
        }
    }

    private static void complete(JsonNode request) {
        if (request instanceof ObjectNode object
                && object.path("mbean").asText().isEmpty()
                && object.path("operation").asText().equals(FIGURES)) {
            object.put("mbean", CONTEXT);
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return new ServletInputStream() {
            @Override
            public int read() {
                return body.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return body.read(bytes, offset, length);
            }

            @Override
            public boolean isFinished() {
                return body.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("Nothing here is read later");
            }
        };
    }
}
