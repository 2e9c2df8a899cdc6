package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.yaml.BrokenYaml;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Spelling;
import dev.serai.yaml.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is wrong in OpenAPI documents: in each by itself, between them, and between them and the routes. */
final class ContractCheck {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]+)}");

    private final Set<String> begins;
    private final boolean complete;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> operations = new HashMap<>();
    private final Map<String, String> mounts = new HashMap<>();
    private String file = "";
    private YamlFile document;

    private ContractCheck(Set<String> begins, boolean complete, YamlFile none) {
        this.begins = begins;
        this.complete = complete;
        this.document = none;
    }

    /**
     * Checks documents.
     *
     * @param contents what stands in each document, by its name
     * @param begins the {@code direct:} addresses that routes begin at
     * @param complete whether these are all; otherwise a file of routes could not be read
     */
    static List<Finding> findings(SortedMap<String, String> contents, Set<String> begins, boolean complete) {
        List<Finding> unreadable = new ArrayList<>();
        SortedMap<String, YamlFile> documents = new TreeMap<>();
        contents.forEach((file, content) -> {
            try {
                documents.put(file, YamlFile.parse(content));
            } catch (BrokenYaml broken) {
                broken.faults().forEach(fault -> unreadable.add(new Finding(file, fault)));
            }
        });
        if (documents.isEmpty()) {
            return unreadable;
        }
        ContractCheck check = new ContractCheck(begins, complete, documents.get(documents.firstKey()));
        documents.forEach(check::look);
        check.findings.addAll(unreadable);
        return check.findings;
    }

    private void look(String name, YamlFile yaml) {
        file = name;
        document = yaml;
        JsonNode root = yaml.root();
        JsonPointer start = JsonPointer.empty();
        keys(root, start, "the document");
        for (String required : List.of("openapi", "info", "paths")) {
            if (!root.has(required)) {
                fault(start, "the document needs '" + required + "'");
            }
        }
        mount(root);
        keys(root.path("components"), start.appendProperty("components"), "components");
        Set<String> references = new TreeSet<>();
        references(root, start, references);
        unused(root, references);
        JsonPointer paths = start.appendProperty("paths");
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            path(path.getKey(), path.getValue(), paths.appendProperty(path.getKey()));
        }
    }

    private void mount(JsonNode root) {
        JsonPointer at = JsonPointer.compile("/servers/0/url");
        String mount = root.at(at).asText();
        if (mount.isEmpty()) {
            fault(JsonPointer.empty(), "the document needs 'servers' with one 'url', where it is mounted");
            return;
        }
        if (root.path("servers").size() > 1) {
            fault(
                    JsonPointer.compile("/servers/1"),
                    "there may be one server only; it says where the document is mounted");
        }
        String first = mounts.putIfAbsent(mount, file + ":" + document.place(at).line());
        if (first != null) {
            fault(at, "something is mounted at '" + mount + "' already, at " + first);
        }
    }

    private void path(String path, JsonNode node, JsonPointer at) {
        if (!path.startsWith("/")) {
            key(at, "a path begins with '/'");
        }
        keys(node, at, "a path");
        for (String method : METHODS) {
            if (node.has(method)) {
                operation(path, node, node.get(method), at.appendProperty(method));
            }
        }
    }

    private void operation(String path, JsonNode item, JsonNode node, JsonPointer at) {
        keys(node, at, "an operation");
        operationId(node, at);
        if (node.path("summary").asText().isBlank()) {
            key(at, "this operation needs 'summary'");
        }
        if (node.path("responses").isEmpty()) {
            key(at, "this operation needs 'responses'");
        }
        Set<String> known = new TreeSet<>(document.root().path("tags").findValuesAsText("name"));
        for (int i = 0; i < node.path("tags").size(); i++) {
            String tag = node.path("tags").get(i).asText();
            if (!known.contains(tag)) {
                fault(
                        at.appendProperty("tags").appendIndex(i),
                        "the document has no tag '" + tag + "'" + Spelling.hint(tag, known));
            }
        }
        parameters(path, item, node, at);
        content(node.path("requestBody"), at.appendProperty("requestBody"), "a request body");
        for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
            JsonPointer place = at.appendProperty("responses").appendProperty(response.getKey());
            if (!response.getKey().matches("[1-5]\\d\\d|[1-5]XX|default")) {
                key(place, "'" + response.getKey() + "' is no status");
            }
            content(response.getValue(), place, "a response");
        }
    }

    private void operationId(JsonNode node, JsonPointer at) {
        JsonPointer place = at.appendProperty("operationId");
        String id = node.path("operationId").asText();
        if (id.isBlank()) {
            // Without one Camel would let the operation's callers hang.
            if (Spelling.closest("operationId", names(node)).isEmpty()) {
                key(
                        at,
                        "this operation needs 'operationId'; it goes to the route that begins at 'direct:<operationId>'");
            }
            return;
        }
        String prefix = contract() + "-";
        if (!id.startsWith(prefix)) {
            fault(
                    place,
                    "the operationId '" + id + "' must begin with '" + prefix
                            + "', since all documents share one namespace");
        }
        String first =
                operations.putIfAbsent(id, file + ":" + document.place(place).line());
        if (first != null) {
            fault(place, "there is an operation '" + id + "' already, at " + first);
        } else if (complete && !begins.contains("direct:" + id)) {
            fault(place, "no route begins at 'direct:" + id + "'" + Spelling.hint("direct:" + id, begins));
        }
    }

    private String contract() {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(0, name.length() - ".openapi.yaml".length());
    }

    private void parameters(String path, JsonNode item, JsonNode node, JsonPointer at) {
        Set<String> declared = new TreeSet<>();
        for (JsonNode holder : List.of(item, node)) {
            for (int i = 0; i < holder.path("parameters").size(); i++) {
                JsonNode parameter = resolved(holder.path("parameters").get(i));
                if (parameter.path("in").asText().equals("path")) {
                    declared.add(parameter.path("name").asText());
                }
            }
        }
        for (int i = 0; i < node.path("parameters").size(); i++) {
            keys(node.path("parameters").get(i), at.appendProperty("parameters").appendIndex(i), "a parameter");
        }
        Set<String> written = new TreeSet<>();
        Matcher parameter = PARAMETER.matcher(path);
        while (parameter.find()) {
            written.add(parameter.group(1));
        }
        for (String name : written) {
            if (!declared.contains(name)) {
                key(
                        at,
                        "the path has '{" + name + "}', but no parameter of that name is declared"
                                + Spelling.hint(name, declared));
            }
        }
        for (String name : declared) {
            if (!written.contains(name)) {
                key(at, "the parameter '" + name + "' is not in the path" + Spelling.hint(name, written));
            }
        }
    }

    private void content(JsonNode node, JsonPointer at, String kind) {
        if (node.isMissingNode()) {
            return;
        }
        keys(node, at, kind);
        for (Map.Entry<String, JsonNode> content : node.path("content").properties()) {
            keys(content.getValue(), at.appendProperty("content").appendProperty(content.getKey()), "a content");
        }
    }

    private void references(JsonNode node, JsonPointer at, Set<String> found) {
        if (node.path("$ref").isTextual()) {
            String reference = node.get("$ref").asText();
            found.add(reference);
            JsonPointer place = at.appendProperty("$ref");
            if (!reference.startsWith("#/")) {
                fault(place, "'" + reference + "' leads out of the document; it must begin with '#/'");
            } else if (document.root().at(reference.substring(1)).isMissingNode()) {
                JsonPointer target = JsonPointer.compile(reference.substring(1));
                String name = target.last().getMatchingProperty();
                fault(
                        place,
                        "there is no '" + reference + "'"
                                + Spelling.hint(name, names(document.root().at(target.head()))));
            }
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                references(node.get(i), at.appendIndex(i), found);
            }
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            // What an example says is said to clients, not to readers of the document.
            if (!entry.getKey().equals("example") && !entry.getKey().equals("examples")) {
                references(entry.getValue(), at.appendProperty(entry.getKey()), found);
            }
        }
    }

    private void unused(JsonNode root, Set<String> references) {
        JsonPointer components = JsonPointer.compile("/components");
        for (Map.Entry<String, JsonNode> kind : root.path("components").properties()) {
            if (kind.getKey().equals("securitySchemes")) {
                continue;
            }
            for (String name : names(kind.getValue())) {
                if (!references.contains("#/components/" + kind.getKey() + "/" + name)) {
                    key(
                            components.appendProperty(kind.getKey()).appendProperty(name),
                            "nothing refers to '" + name + "'");
                }
            }
        }
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? document.root().at(reference.substring(1)) : node;
    }

    private void keys(JsonNode node, JsonPointer at, String kind) {
        Set<String> known = OpenApiKeys.of(kind);
        for (String name : names(node)) {
            if (!known.contains(name) && !name.startsWith("x-")) {
                key(at.appendProperty(name), "'" + name + "' is not a key of " + kind + Spelling.hint(name, known));
            }
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void fault(JsonPointer at, String message) {
        findings.add(new Finding(file, new Fault(document.place(at), message)));
    }

    private void key(JsonPointer at, String message) {
        findings.add(new Finding(file, new Fault(document.placeOfKey(at), message)));
    }
}
