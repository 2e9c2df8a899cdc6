package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.routes.RouteDocument.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.support.PatternHelper;

/**
 * All files of routes together. A route has a version: a hash of what it says and of everything in the files that has a
 * part in how it works, so that hubs with the same files have the same versions.
 */
final class RouteSet {

    /** What applies to all routes of its file. */
    private static final Set<String> FRAME = Set.of(
            "errorHandler", "onException", "onCompletion", "intercept", "interceptFrom", "interceptSendToEndpoint");

    /** What Camel takes in once, when it starts. */
    private static final Set<String> STARTING = Set.of("rest", "restConfiguration", "beans", "dataFormats", "from");

    private static final int VERSION_BYTES = 5;

    private final SortedMap<String, RouteDocument> documents;
    private final SortedMap<String, Part> configurations = new TreeMap<>();
    private final SortedMap<String, Part> templates = new TreeMap<>();
    private final SortedMap<String, Part> routes = new TreeMap<>();

    /** @param documents all files, by their names; ids are unique in them */
    RouteSet(SortedMap<String, RouteDocument> documents) {
        this.documents = documents;
        for (RouteDocument document : documents.values()) {
            document.all("routeConfiguration").forEach(entry -> put(configurations, document, entry, "id", ""));
            document.all("routeTemplate").forEach(entry -> put(templates, document, entry, "id", ""));
        }
        for (RouteDocument document : documents.values()) {
            String frame = frame(document);
            document.all("route").forEach(entry -> put(routes, document, entry, "id", frame + used(entry.node())));
            document.all("templatedRoute")
                    .forEach(entry -> put(routes, document, entry, "routeId", templated(entry.node())));
        }
    }

    /**
     * Something with an id.
     *
     * @param file the file that it is in
     * @param at where in the file
     * @param version tells whether another one does the same
     */
    record Part(String file, String id, JsonNode node, JsonPointer at, String version) {

        /** @return where the route begins, without options; empty for what does not say it itself */
        String begin() {
            String uri = node.path("from").path("uri").asText();
            return uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        }

        boolean isTemplated() {
            return node.has("routeTemplateRef");
        }
    }

    private static void put(
            SortedMap<String, Part> parts, RouteDocument document, Entry entry, String idKey, String surroundings) {
        String id = entry.node().path(idKey).asText();
        parts.put(id, new Part(document.file(), id, entry.node(), entry.at(), hash(entry.node() + surroundings)));
    }

    private static String frame(RouteDocument document) {
        StringBuilder frame = new StringBuilder();
        document.entries().stream()
                .filter(entry -> FRAME.contains(entry.kind()))
                .forEach(entry -> frame.append(entry.kind()).append(entry.node()));
        return frame.toString();
    }

    private String used(JsonNode route) {
        StringBuilder used = new StringBuilder();
        for (String id : route.path("routeConfigurationId").asText().split(",")) {
            configurations.values().stream()
                    .filter(configuration -> PatternHelper.matchPattern(configuration.id(), id.strip()))
                    .forEach(configuration -> used.append(configuration.version()));
        }
        return used.toString();
    }

    private String templated(JsonNode templatedRoute) {
        Part template = templates.get(templatedRoute.path("routeTemplateRef").asText());
        return template == null
                ? ""
                : template.version()
                        + frame(documents.get(template.file()))
                        + used(template.node().path("route"));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    SortedMap<String, RouteDocument> documents() {
        return documents;
    }

    /** @return the routes by their ids, those made of templates too */
    SortedMap<String, Part> routes() {
        return routes;
    }

    SortedMap<String, Part> configurations() {
        return configurations;
    }

    SortedMap<String, Part> templates() {
        return templates;
    }

    /** @return what of a file Camel takes in once, when it starts; empty when nothing */
    String starting(String file) {
        RouteDocument document = documents.get(file);
        StringBuilder starting = new StringBuilder();
        if (document != null) {
            document.entries().stream()
                    .filter(entry -> STARTING.contains(entry.kind()))
                    .forEach(entry -> starting.append(entry.kind()).append(entry.node()));
        }
        return starting.toString();
    }

    Collection<String> files() {
        return documents.keySet();
    }
}
