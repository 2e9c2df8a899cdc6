package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.platform.routes.RouteDocument.Entry;
import dev.serai.yaml.BrokenYaml;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Spelling;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong in files of routes: in each by itself, and between them. */
final class RouteCheck {

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}?:!]+)}}");
    private static final Set<String> ENDPOINTS =
            Set.of("uri", "deadLetterUri", "to", "toD", "wireTap", "enrich", "pollEnrich");

    private static final Set<String> CONDITIONS =
            Set.of("when", "onWhen", "filter", "validate", "handled", "continued", "retryWhile", "completionPredicate");

    private final Surroundings surroundings;
    private final SortedMap<String, RouteDocument> documents = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> begins = new HashMap<>();
    private final Set<String> configurations = new TreeSet<>();
    private final Set<String> templates = new TreeSet<>();
    private final Set<String> declaredBeans = new TreeSet<>();
    private boolean templated;

    private final Map<String, String> owners;
    private final Set<String> declared = new HashSet<>();

    private RouteCheck(Surroundings surroundings, Map<String, String> owners) {
        this.surroundings = surroundings;
        this.owners = owners;
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
        return of(contents, surroundings, Map.of());
    }

    /**
     * Checks files that have changed.
     *
     * @param contents what stands in each file, by its name
     * @param surroundings what there is for routes to name
     * @param owners the files that names belonged to before, by {@link #name}: of two files with the same name the other
     *     one is at fault
     */
    static Outcome of(SortedMap<String, String> contents, Surroundings surroundings, Map<String, String> owners) {
        RouteCheck check = new RouteCheck(surroundings, owners);
        contents.forEach(check::take);
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

    private static String address(String uri) {
        String address = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        return address.replace("://", ":");
    }

    private void look(RouteDocument document) {
        CamelForm.faults(document).forEach(fault -> findings.add(new Finding(document.file(), fault)));
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
            walk(document, entry.node(), entry.at(), entry.kind());
        }
        placeholders(document, document.yaml().root(), JsonPointer.empty());
    }

    private void operations(RouteDocument document, Entry entry) {
        JsonPointer at = entry.at().appendProperty("openApi").appendProperty("specification");
        String specification = entry.node().at("/openApi/specification").asText();
        for (String operation : surroundings.operations(specification)) {
            if (!begins.containsKey("direct:" + operation)) {
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
            if (!id.isBlank() && !id.contains("*") && !configurations.contains(id.strip())) {
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
        if (!name.isEmpty() && !known.contains(name)) {
            fault(
                    document,
                    at.appendProperty(key),
                    "there is no " + kind + " '" + name + "'" + Spelling.hint(name, known));
        }
    }

    /** Goes through everything below a node and checks what it names. */
    private void walk(RouteDocument document, JsonNode node, JsonPointer at, String key) {
        if (node.isObject()) {
            if (key.equals("bean") || key.equals("method")) {
                bean(document, node, at);
            }
            if (node.path("uri").isTextual()) {
                options(document, node, at);
            }
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                walk(document, entry.getValue(), at.appendProperty(entry.getKey()), entry.getKey());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(document, node.get(i), at.appendIndex(i), key);
            }
        } else if (node.isTextual()) {
            text(document, node.asText(), at, key);
        }
    }

    private void text(RouteDocument document, String text, JsonPointer at, String key) {
        boolean begins = at.head() != null && at.head().toString().endsWith("/from");
        if (ENDPOINTS.contains(key)) {
            endpoint(document, text, at, begins);
            options(document, text, at);
        } else if (isSimple(at, key)) {
            surroundings.faultOfSimple(text, isCondition(at)).ifPresent(fault -> fault(document, at, fault));
        } else if (key.equals("exception") || key.equals("exceptionType")) {
            exception(document, text, at);
        } else if (key.equals("ref") && isProcess(at)
                || key.equals("onExceptionOccurredRef")
                || key.equals("onRedeliveryRef")
                || key.equals("onPrepareFailureRef")
                || key.equals("routePolicy")
                || key.equals("errorHandlerRef")) {
            findBean(document, text, at);
        }
    }

    /** Written short as {@code simple: …}, or long with the key {@code expression} below it. */
    private static boolean isSimple(JsonPointer at, String key) {
        return key.equals("simple")
                || key.equals("expression") && at.head().toString().endsWith("/simple");
    }

    private static boolean isCondition(JsonPointer at) {
        JsonPointer owner = at;
        while (owner.last() != null
                && (owner.last().mayMatchElement()
                        || Set.of("simple", "expression").contains(owner.last().getMatchingProperty()))) {
            owner = owner.head();
        }
        return owner.last() != null && CONDITIONS.contains(owner.last().getMatchingProperty());
    }

    private void options(RouteDocument document, JsonNode node, JsonPointer at) {
        Matcher scheme = SCHEME.matcher(node.path("uri").asText());
        if (scheme.matches()) {
            optionsOf(scheme.group(1))
                    .ifPresent(options -> node.path("parameters").properties().forEach(option -> options.fault(
                                    option.getKey(), option.getValue().asText())
                            .ifPresent(fault -> findings.add(new Finding(
                                    document.file(),
                                    new Fault(
                                            document.yaml()
                                                    .placeOfKey(at.appendProperty("parameters")
                                                            .appendProperty(option.getKey())),
                                            fault))))));
        }
    }

    /** A component of the hub's own may have the name of one of Camel's, and has options of its own. */
    private Optional<EndpointOptions> optionsOf(String scheme) {
        boolean own = surroundings
                .bean(scheme)
                .filter(Component.class::isAssignableFrom)
                .isPresent();
        return own ? Optional.empty() : EndpointOptions.of(scheme);
    }

    /** The options in an address itself. */
    private void options(RouteDocument document, String uri, JsonPointer at) {
        Matcher scheme = SCHEME.matcher(uri);
        int question = uri.indexOf('?');
        // A value that is put in only when the route runs may hold the question mark itself.
        if (!scheme.matches() || question < 0 || uri.contains("${") || uri.contains("RAW(")) {
            return;
        }
        optionsOf(scheme.group(1)).ifPresent(options -> {
            for (String option : uri.substring(question + 1).split("&")) {
                int equals = option.indexOf('=');
                if (equals > 0) {
                    options.fault(option.substring(0, equals), option.substring(equals + 1))
                            .ifPresent(fault -> fault(document, at, fault));
                }
            }
        });
    }

    private static boolean isProcess(JsonPointer at) {
        return at.head() != null && at.head().toString().endsWith("/process");
    }

    private void endpoint(RouteDocument document, String uri, JsonPointer at, boolean begins) {
        if (uri.isEmpty() || uri.startsWith("{{") || uri.startsWith("${") || uri.startsWith("ref:")) {
            return;
        }
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.matches()) {
            fault(document, at, "'" + uri + "' is no address: it begins with a component, such as 'direct:'");
            return;
        }
        if (!surroundings.hasComponent(scheme.group(1))) {
            fault(document, at, "there is no component '" + scheme.group(1) + "'");
            return;
        }
        boolean named = !uri.contains("${") && !uri.contains("{{");
        if (scheme.group(1).equals("direct")
                && !begins
                && named
                && !templated
                && !this.begins.containsKey(address(uri))) {
            fault(
                    document,
                    at,
                    "no route begins at '" + address(uri) + "'" + Spelling.hint(address(uri), this.begins.keySet()));
        }
    }

    private void exception(RouteDocument document, String name, JsonPointer at) {
        if (name.contains("{{")) {
            return;
        }
        try {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (!Throwable.class.isAssignableFrom(type)) {
                fault(document, at, "'" + name + "' is no exception");
            }
        } catch (ClassNotFoundException | LinkageError missing) {
            fault(document, at, "there is no class '" + name + "'");
        }
    }

    private void bean(RouteDocument document, JsonNode node, JsonPointer at) {
        String ref = node.path("ref").asText();
        if (ref.isEmpty() || ref.contains("{{") || ref.contains("${")) {
            return;
        }
        Class<?> type = findBean(document, ref, at.appendProperty("ref"));
        String method = node.path("method").asText();
        if (type == null || method.isEmpty() || method.contains("{{")) {
            return;
        }
        String name = method.contains("(") ? method.substring(0, method.indexOf('(')) : method;
        Set<String> methods = methods(type);
        if (!methods.contains(name)) {
            fault(
                    document,
                    at.appendProperty("method"),
                    "bean '" + ref + "' has no method '" + name + "'" + choice(name, methods));
        }
    }

    private static String choice(String name, Collection<String> names) {
        String close = Spelling.hint(name, names);
        return close.isEmpty() && names.size() <= 10 ? "; it has " + String.join(", ", names) : close;
    }

    /** Camel calls public methods only, of classes that need not be public. */
    private static Set<String> methods(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass() != Object.class) {
                names.add(method.getName());
            }
        }
        return names;
    }

    private @Nullable Class<?> findBean(RouteDocument document, String name, JsonPointer at) {
        String bare = name.startsWith("#bean:") ? name.substring(6) : name.startsWith("#") ? name.substring(1) : name;
        if (bare.isEmpty() || bare.contains("{{") || bare.contains(":") || declaredBeans.contains(bare)) {
            return null;
        }
        Class<?> type = surroundings.bean(bare).orElse(null);
        if (type == null) {
            Set<String> known = new HashSet<>(surroundings.beans());
            known.addAll(declaredBeans);
            fault(document, at, "there is no bean '" + bare + "'" + Spelling.hint(bare, known));
        }
        return type;
    }

    private void placeholders(RouteDocument document, JsonNode node, JsonPointer at) {
        if (node.isTextual()) {
            Matcher placeholder = PLACEHOLDER.matcher(node.asText());
            while (placeholder.find()) {
                String name = placeholder.group(1).strip();
                if (!templated && templates.isEmpty() && !surroundings.hasProperty(name)) {
                    fault(
                            document,
                            at,
                            "nothing is set for '{{" + name + "}}'; give it a value, or a standard: {{" + name
                                    + ":standard}}");
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                placeholders(document, node.get(i), at.appendIndex(i));
            }
        } else {
            node.properties()
                    .forEach(entry -> placeholders(document, entry.getValue(), at.appendProperty(entry.getKey())));
        }
    }

    private void fault(RouteDocument document, JsonPointer at, String message) {
        findings.add(new Finding(document.file(), new Fault(document.place(at), message)));
    }
}
