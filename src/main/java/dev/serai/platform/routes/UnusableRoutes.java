package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.yaml.Fault;
import java.util.Optional;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;

/** A file of routes that Camel can't read or whose routes can't start, although it looked right. */
final class UnusableRoutes extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final transient Fault fault;

    private UnusableRoutes(String file, Fault fault, Throwable cause) {
        super(fault.line(file), cause);
        this.file = file;
        this.fault = fault;
    }

    /** @param cause what Camel says */
    static UnusableRoutes of(RouteDocument document, Throwable cause) {
        return of(document, JsonPointer.empty(), cause);
    }

    /**
     * @param at where the route stands
     * @param cause what Camel says
     */
    static UnusableRoutes of(RouteDocument document, JsonPointer at, Throwable cause) {
        JsonPointer culprit = uri(cause)
                .flatMap(uri -> find(document.yaml().root().at(at), at, uri))
                .orElse(at);
        return new UnusableRoutes(
                document.file(), new Fault(document.place(culprit), "this can't start: " + reason(cause)), cause);
    }

    String file() {
        return file;
    }

    Fault fault() {
        return fault;
    }

    /** The innermost reason says what is wrong, those around it where Camel was. */
    private static String reason(Throwable cause) {
        Throwable innermost = cause;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null || message.isBlank() ? innermost.toString() : message.strip();
    }

    private static Optional<String> uri(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ResolveEndpointFailedException failed) {
                return Optional.of(failed.getUri());
            }
            if (each instanceof NoSuchEndpointException missing) {
                return Optional.of(missing.getUri());
            }
        }
        return Optional.empty();
    }

    /** Finds the text that names an endpoint; Camel knows it with slashes that nobody wrote, and options. */
    private static Optional<JsonPointer> find(JsonNode node, JsonPointer at, String uri) {
        if (node.isTextual()) {
            return bare(node.asText()).equals(bare(uri)) ? Optional.of(at) : Optional.empty();
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<JsonPointer> found = find(node.get(i), at.appendIndex(i), uri);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return node.properties().stream()
                .flatMap(entry -> find(entry.getValue(), at.appendProperty(entry.getKey()), uri).stream())
                .findFirst();
    }

    private static String bare(String uri) {
        String withoutOptions = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        return withoutOptions.replace("://", ":");
    }
}
