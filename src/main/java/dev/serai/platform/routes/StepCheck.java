package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Spelling;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/** Checks whether what the steps of a file name is there: addresses, their options, beans, exceptions, placeholders. */
final class StepCheck {

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}?:!]+)}}");
    private static final Set<String> ENDPOINTS =
            Set.of("uri", "deadLetterUri", "to", "toD", "wireTap", "enrich", "pollEnrich");

    private static final Set<String> CONDITIONS =
            Set.of("when", "onWhen", "filter", "validate", "handled", "continued", "retryWhile", "completionPredicate");

    private final RouteDocument document;
    private final Surroundings surroundings;
    private final Names names;
    private final Map<String, Optional<EndpointOptions>> options;
    private final List<Fault> faults = new ArrayList<>();

    /** @param options the components' options that were looked up already, by scheme */
    StepCheck(
            RouteDocument document,
            Surroundings surroundings,
            Names names,
            Map<String, Optional<EndpointOptions>> options) {
        this.options = options;
        this.document = document;
        this.surroundings = surroundings;
        this.names = names;
    }

    /**
     * What all files together have for steps to name.
     *
     * @param begins where routes begin, without options
     * @param beans beans that the files declare
     * @param areComplete whether routes may begin nowhere else; a template or a file that can't be read may hold more
     * @param hasTemplates whether a placeholder may be a template's parameter
     */
    record Names(Set<String> begins, Set<String> beans, boolean areComplete, boolean hasTemplates) {}

    /** @return what was found so far */
    List<Fault> faults() {
        return faults;
    }

    /** Goes through everything below a node and checks what it names. */
    void walk(JsonNode node, JsonPointer at, String key) {
        if (node.isObject()) {
            if (key.equals("bean") || key.equals("method")) {
                bean(node, at);
            }
            if (node.path("uri").isTextual()) {
                options(node, at);
            }
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                walk(entry.getValue(), at.appendProperty(entry.getKey()), entry.getKey());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), at.appendIndex(i), key);
            }
        } else if (node.isTextual()) {
            text(node.asText(), at, key);
        }
    }

    private void text(String text, JsonPointer at, String key) {
        boolean begins = at.head() != null && at.head().toString().endsWith("/from");
        if (ENDPOINTS.contains(key)) {
            endpoint(text, at, begins);
            options(text, at);
        } else if (isSimple(at, key)) {
            surroundings.faultOfSimple(text, isCondition(at)).ifPresent(fault -> fault(at, fault));
        } else if (key.equals("exception") || key.equals("exceptionType")) {
            exception(text, at);
        } else if (key.equals("ref") && isProcess(at)
                || key.equals("onExceptionOccurredRef")
                || key.equals("onRedeliveryRef")
                || key.equals("onPrepareFailureRef")
                || key.equals("routePolicy")
                || key.equals("errorHandlerRef")) {
            findBean(text, at);
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

    private void options(JsonNode node, JsonPointer at) {
        Matcher scheme = SCHEME.matcher(node.path("uri").asText());
        if (scheme.matches()) {
            optionsOf(scheme.group(1))
                    .ifPresent(options -> node.path("parameters").properties().forEach(option -> options.fault(
                                    option.getKey(), option.getValue().asText())
                            .ifPresent(fault -> faults.add(new Fault(
                                    document.yaml()
                                            .placeOfKey(at.appendProperty("parameters")
                                                    .appendProperty(option.getKey())),
                                    fault)))));
        }
    }

    /** A component of the hub's own may have the name of one of Camel's, and has options of its own. */
    private Optional<EndpointOptions> optionsOf(String scheme) {
        return options.computeIfAbsent(scheme, this::lookUpOptions);
    }

    private Optional<EndpointOptions> lookUpOptions(String scheme) {
        boolean own = surroundings
                .bean(scheme)
                .filter(Component.class::isAssignableFrom)
                .isPresent();
        return own ? Optional.empty() : EndpointOptions.of(scheme);
    }

    /** The options in an address itself. */
    private void options(String uri, JsonPointer at) {
        Matcher scheme = SCHEME.matcher(uri);
        int question = uri.indexOf('?');
        // A value that is put in only when the route runs may hold the question mark itself.
        if (!scheme.matches() || question < 0 || uri.contains("${") || uri.contains("RAW(")) {
            return;
        }
        optionsOf(scheme.group(1)).ifPresent(known -> {
            for (String option : uri.substring(question + 1).split("&")) {
                int equals = option.indexOf('=');
                if (equals > 0) {
                    known.fault(option.substring(0, equals), option.substring(equals + 1))
                            .ifPresent(fault -> fault(at, fault));
                }
            }
        });
    }

    private static boolean isProcess(JsonPointer at) {
        return at.head() != null && at.head().toString().endsWith("/process");
    }

    private void endpoint(String uri, JsonPointer at, boolean begins) {
        if (uri.isEmpty() || uri.startsWith("{{") || uri.startsWith("${") || uri.startsWith("ref:")) {
            return;
        }
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.matches()) {
            fault(at, "'" + uri + "' is no address: it begins with a component, such as 'direct:'");
            return;
        }
        if (!surroundings.hasComponent(scheme.group(1))) {
            fault(at, "there is no component '" + scheme.group(1) + "'");
            return;
        }
        boolean named = !uri.contains("${") && !uri.contains("{{");
        if (scheme.group(1).equals("direct")
                && !begins
                && named
                && names.areComplete()
                && !names.begins().contains(RouteCheck.address(uri))) {
            fault(
                    at,
                    "no route begins at '" + RouteCheck.address(uri) + "'"
                            + Spelling.hint(RouteCheck.address(uri), names.begins()));
        }
    }

    private void exception(String name, JsonPointer at) {
        if (name.contains("{{")) {
            return;
        }
        try {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (!Throwable.class.isAssignableFrom(type)) {
                fault(at, "'" + name + "' is no exception");
            }
        } catch (ClassNotFoundException | LinkageError missing) {
            fault(at, "there is no class '" + name + "'");
        }
    }

    private void bean(JsonNode node, JsonPointer at) {
        String ref = node.path("ref").asText();
        if (ref.isEmpty() || ref.contains("{{") || ref.contains("${")) {
            return;
        }
        Class<?> type = findBean(ref, at.appendProperty("ref"));
        String method = node.path("method").asText();
        if (type == null || method.isEmpty() || method.contains("{{")) {
            return;
        }
        String name = method.contains("(") ? method.substring(0, method.indexOf('(')) : method;
        Set<String> methods = methods(type);
        if (!methods.contains(name)) {
            fault(
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

    private @Nullable Class<?> findBean(String name, JsonPointer at) {
        String bare = name.startsWith("#bean:") ? name.substring(6) : name.startsWith("#") ? name.substring(1) : name;
        if (bare.isEmpty()
                || bare.contains("{{")
                || bare.contains(":")
                || names.beans().contains(bare)) {
            return null;
        }
        Class<?> type = surroundings.bean(bare).orElse(null);
        if (type == null) {
            Set<String> known = new HashSet<>(surroundings.beans());
            known.addAll(names.beans());
            fault(at, "there is no bean '" + bare + "'" + Spelling.hint(bare, known));
        }
        return type;
    }

    /** Checks the placeholders in everything below a node. */
    void placeholders(JsonNode node, JsonPointer at) {
        if (node.isTextual()) {
            Matcher placeholder = PLACEHOLDER.matcher(node.asText());
            while (placeholder.find()) {
                String name = placeholder.group(1).strip();
                if (!names.hasTemplates() && !surroundings.hasProperty(name)) {
                    fault(
                            at,
                            "nothing is set for '{{" + name + "}}'; give it a value, or a standard: {{" + name
                                    + ":standard}}");
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                placeholders(node.get(i), at.appendIndex(i));
            }
        } else {
            node.properties().forEach(entry -> placeholders(entry.getValue(), at.appendProperty(entry.getKey())));
        }
    }

    private void fault(JsonPointer at, String message) {
        faults.add(new Fault(document.place(at), message));
    }
}
