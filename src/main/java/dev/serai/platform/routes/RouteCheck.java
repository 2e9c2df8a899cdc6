package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.routes.RouteDocument.Entry;
import dev.serai.yaml.BrokenYaml;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong in files of routes: in each by itself, and between them. */
final class RouteCheck {

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final Surroundings surroundings;
    private final SortedMap<String, RouteDocument> documents = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> begins = new HashMap<>();
    private final Set<String> configurations = new TreeSet<>();
    private final Set<String> templates = new TreeSet<>();
    private final Set<String> declaredBeans = new TreeSet<>();
    private boolean templated;
    /** Whether every file could be read; otherwise what seems to be missing may stand in one that could not. */
    private boolean isComplete;

    private final Map<String, String> owners;
    private final SortedMap<String, RouteDocument> known;
    private final Set<String> declared = new HashSet<>();
    private final Map<String, Optional<EndpointOptions>> options = new HashMap<>();

    private RouteCheck(Surroundings surroundings, Map<String, String> owners, SortedMap<String, RouteDocument> known) {
        this.surroundings = surroundings;
        this.owners = owners;
        this.known = known;
    }

    /**
     * What a check came to.
     *
     * @param documents the files that could be read
     * @param findings what is wrong, in the files' order; nothing when all is well
     */
    record Outcome(SortedMap<String, RouteDocument> documents, List<Finding> findings) {}

    /**
     * Checks files.
     *
     * @param contents what stands in each file, by its name
     * @param surroundings what there is for routes to name
     */
    static Outcome of(SortedMap<String, String> contents, Surroundings surroundings) {
        return of(contents, surroundings, Map.of(), new TreeMap<>());
    }

    /**
     * Checks files that have changed.
     *
     * @param contents what stands in each file, by its name
     * @param surroundings what there is for routes to name
     * @param owners the files that names belonged to before, by {@link #name}: of two files with the same name the other
     *     one is at fault
     * @param known files that are known to be right by themselves
     */
    static Outcome of(
            SortedMap<String, String> contents,
            Surroundings surroundings,
            Map<String, String> owners,
            SortedMap<String, RouteDocument> known) {
        RouteCheck check = new RouteCheck(surroundings, owners, known);
        contents.forEach(check::take);
        check.isComplete = check.documents.size() == contents.size();
        check.documents.values().forEach(check::declare);
        check.documents.values().forEach(check::takeDown);
        check.documents.values().forEach(check::look);
        return new Outcome(check.documents, check.findings.stream().sorted().toList());
    }

    /** @return what tells a name from all others, such as that of the route {@code greet} */
    static String name(String kind, String id) {
        return kind + " " + id;
    }

    /**
     * Reads files that are known to be right.
     *
     * @param contents what stands in each file, by its name
     */
    static SortedMap<String, RouteDocument> read(SortedMap<String, String> contents) {
        SortedMap<String, RouteDocument> documents = new TreeMap<>();
        contents.forEach((file, content) -> {
            try {
                documents.put(file, RouteDocument.read(file, content));
            } catch (BrokenYaml broken) {
                throw new IllegalStateException("Camel has read " + file + ", but " + broken.getMessage(), broken);
            }
        });
        return documents;
    }

    private void take(String file, String content) {
        RouteDocument before = known.get(file);
        if (before != null && before.content().equals(content)) {
            documents.put(file, before);
            return;
        }
        try {
            documents.put(file, RouteDocument.read(file, content));
        } catch (BrokenYaml broken) {
            broken.faults().forEach(fault -> findings.add(new Finding(file, fault)));
        }
    }

    private void declare(RouteDocument document) {
        for (Entry entry : document.entries()) {
            for (String key : List.of("id", "routeId")) {
                declared.add(document.file() + " " + entry.node().path(key).asText());
            }
            declared.add(
                    document.file() + " " + address(entry.node().at("/from/uri").asText()));
        }
    }

    /** @return where a name is already that this file must not have; null: this file may have it */
    private @Nullable String taken(
            Map<String, String> names, RouteDocument document, JsonPointer at, String name, String id) {
        String owner = owners.get(name);
        if (owner != null && !owner.equals(document.file()) && declared.contains(owner + " " + id)) {
            return owner;
        }
        return names.putIfAbsent(
                name, document.file() + ":" + document.place(at).line());
    }

    /** Takes down what a file has that others may name. */
    private void takeDown(RouteDocument document) {
        for (Entry entry : document.entries()) {
            switch (entry.kind()) {
                case "route" -> {
                    unique(document, entry, "id", "route");
                    begin(document, entry);
                }
                case "templatedRoute" -> {
                    templated = true;
                    unique(document, entry, "routeId", "route");
                }
                case "routeConfiguration" -> {
                    unique(document, entry, "id", "route configuration");
                    configurations.add(entry.node().path("id").asText());
                }
                case "routeTemplate" -> {
                    unique(document, entry, "id", "route template");
                    templates.add(entry.node().path("id").asText());
                }
                case "beans" ->
                    entry.node()
                            .forEach(bean -> declaredBeans.add(bean.path("name").asText()));
                default -> {
                    // Has no name.
                }
            }
        }
    }

    private void unique(RouteDocument document, Entry entry, String key, String kind) {
        JsonPointer at = entry.at().appendProperty(key);
        String id = entry.node().path(key).asText();
        if (id.isBlank()) {
            fault(document, entry.at(), "this " + kind + " needs '" + key + "', a name that no other " + kind + " has");
            return;
        }
        if (!ID.matcher(id).matches()) {
            fault(document, at, "'" + id + "' is no name for a " + kind + ": use letters, digits, - and _");
        }
        String first = taken(ids, document, at, name(kind, id), id);
        if (first != null) {
            fault(document, at, "there is a " + kind + " '" + id + "' already, at " + first);
        }
    }

    private void begin(RouteDocument document, Entry entry) {
        JsonPointer at = entry.at().appendProperty("from").appendProperty("uri");
        String uri = entry.node().at("/from/uri").asText();
        if (uri.isEmpty()) {
            return;
        }
        String begin = address(uri);
        String first = taken(begins, document, at, begin, begin);
        if (first != null && begin.startsWith("direct:")) {
            fault(document, at, "a route begins at '" + begin + "' already, at " + first);
        }
    }

    /** @return where an endpoint is, without its options */
    static String address(String uri) {
        String address = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        return address.replace("://", ":");
    }

    private void look(RouteDocument document) {
        if (known.get(document.file()) != document) {
            CamelForm.faults(document).forEach(fault -> findings.add(new Finding(document.file(), fault)));
        }
        StepCheck steps = new StepCheck(
                document,
                surroundings,
                new StepCheck.Names(
                        begins.keySet(), declaredBeans, isComplete && !templated, templated || !templates.isEmpty()),
                options);
        for (Entry entry : document.entries()) {
            if (entry.kind().equals("route")) {
                describe(document, entry);
            } else if (entry.kind().equals("from")) {
                fault(
                        document,
                        entry.at(),
                        "a route must be written as 'route:' with 'id', 'description', 'group' and 'from'");
            } else if (entry.kind().equals("rest")) {
                operations(document, entry);
            } else if (entry.kind().equals("templatedRoute")) {
                named(document, entry.at(), entry.node(), "routeTemplateRef", templates, "route template");
            }
            steps.walk(entry.node(), entry.at(), entry.kind());
        }
        steps.placeholders(document.yaml().root(), JsonPointer.empty());
        steps.faults().forEach(fault -> findings.add(new Finding(document.file(), fault)));
    }

    private void operations(RouteDocument document, Entry entry) {
        JsonPointer at = entry.at().appendProperty("openApi").appendProperty("specification");
        String specification = entry.node().at("/openApi/specification").asText();
        for (String operation : surroundings.operations(specification)) {
            if (isComplete && !begins.containsKey("direct:" + operation)) {
                fault(
                        document,
                        at,
                        "no route begins at 'direct:" + operation + "', where an operation of this document leads");
            }
        }
    }

    private void describe(RouteDocument document, Entry entry) {
        for (String key : List.of("description", "group")) {
            if (entry.node().path(key).asText().isBlank() && !isMisspelt(key, entry.node())) {
                fault(
                        document,
                        entry.at(),
                        "route '" + entry.node().path("id").asText() + "' needs '" + key + "', for whoever watches it");
            }
        }
        for (String id : entry.node().path("routeConfigurationId").asText().split(",")) {
            if (isComplete && !id.isBlank() && !id.contains("*") && !configurations.contains(id.strip())) {
                fault(
                        document,
                        entry.at().appendProperty("routeConfigurationId"),
                        "there is no route configuration '" + id.strip() + "'"
                                + Spelling.hint(id.strip(), configurations));
            }
        }
    }

    /** What is missing may be there, under a name that is told to be wrong. */
    private static boolean isMisspelt(String key, JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return !keys.contains(key)
                && Spelling.closest(key, keys)
                        .filter(close -> close.length() > 3)
                        .isPresent();
    }

    private void named(
            RouteDocument document, JsonPointer at, JsonNode node, String key, Set<String> known, String kind) {
        String name = node.path(key).asText();
        if (isComplete && !name.isEmpty() && !known.contains(name)) {
            fault(
                    document,
                    at.appendProperty(key),
                    "there is no " + kind + " '" + name + "'" + Spelling.hint(name, known));
        }
    }

    private void fault(RouteDocument document, JsonPointer at, String message) {
        findings.add(new Finding(document.file(), new Fault(document.place(at), message)));
    }
}
