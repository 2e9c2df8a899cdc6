package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.serai.tenancy.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A contract's OpenAPI 3.1 file, read once: the same file that Camel exposes decides which requests are let in. What an
 * operation's caller must be allowed stands in its security requirement.
 */
final class OpenApiDocument {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** The security scheme of operations that are called with a Zapier key. */
    private static final String ZAPIER_KEY = "zapierKey";

    /** Marks an operation that verifies headers and body by itself, as they came. */
    private static final String RAW = "x-raw-body";

    private static final String ANY_TYPE = "*/*";

    private final List<Operation> operations;
    private final String outline;

    private OpenApiDocument(List<Operation> operations, String outline) {
        this.operations = operations;
        this.outline = outline;
    }

    /** An operation that a request asks for, and the path parameters that it brings. */
    record Match(Operation operation, Map<String, String> path) {}

    /**
     * Reads a file.
     *
     * @throws IllegalStateException naming the file, when it is missing or no OpenAPI document of this form
     */
    static OpenApiDocument read(Path file) {
        try {
            return of(file.toString(), YAML.readTree(Files.readString(file)));
        } catch (IOException broken) {
            throw new UncheckedIOException("The contract " + file + " can't be read: " + broken.getMessage(), broken);
        }
    }

    private static OpenApiDocument of(String name, JsonNode document) {
        String location = "https://serai.dev/contracts/" + name.replace('\\', '/');
        // Read once for all rules: asked for by a pointer, the factory would read the whole document for each of them.
        JsonSchema root = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        SchemaLocation.of(location),
                        document,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        Reader reader = new Reader(name, document, root, location);
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        operations.add(reader.operation(path.getKey(), entry.getKey(), entry.getValue()));
                    }
                }));
        operations.sort(Comparator.comparing(Operation::path, PathTemplate.MEANT_FIRST));
        return new OpenApiDocument(List.copyOf(operations), ContractOutline.of(document));
    }

    /** @return the document as far as Camel needs it, in JSON */
    String outline() {
        return outline;
    }

    /** @return every operation */
    List<Operation> operations() {
        return operations;
    }

    /**
     * Finds the operation that a request asks for.
     *
     * @param path the request's path
     */
    Optional<Match> find(String method, RequestPath path) {
        for (Match match : fitting(path)) {
            if (match.operation().method().equals(method)) {
                return Optional.of(match);
            }
        }
        return Optional.empty();
    }

    /** @return the methods that are offered at a path, HEAD wherever GET is; none: the path is unknown */
    Set<String> methodsAt(RequestPath path) {
        Set<String> methods = new TreeSet<>();
        fitting(path).forEach(match -> methods.add(match.operation().method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private List<Match> fitting(RequestPath path) {
        List<Match> fitting = new ArrayList<>();
        for (Operation operation : operations) {
            // A path that is written out wins over one with a parameter at its place, and comes earlier.
            if (!fitting.isEmpty()
                    && PathTemplate.MEANT_FIRST.compare(
                                    operation.path(), fitting.get(0).operation().path())
                            > 0) {
                break;
            }
            operation.path().match(path).ifPresent(parameters -> fitting.add(new Match(operation, parameters)));
        }
        return fitting;
    }

    /** Reads the operations of one document. Schemas and parameters stand among its components and are referred to. */
    private record Reader(String name, JsonNode document, JsonSchema root, String location) {

        Operation operation(String path, String method, JsonNode operation) {
            String id = operation.path("operationId").asText();
            if (id.isEmpty()) {
                throw new IllegalStateException(name + ": " + method + " " + path + " has no operationId");
            }
            return new Operation(
                    id,
                    method.toUpperCase(Locale.ROOT),
                    PathTemplate.of(path, isOpenEnded(id, operation)),
                    isKeyed(operation),
                    isOpen(operation),
                    permission(operation),
                    parameters(id, operation),
                    headers(id, operation),
                    isRepeatable(id, operation),
                    operation.path(RAW).asBoolean(),
                    body(id, operation),
                    takesAnyBody(operation));
        }

        /** OpenAPI has no way to say that a parameter takes slashes, so ours is an extension. */
        private boolean isOpenEnded(String id, JsonNode operation) {
            for (JsonNode declared : operation.path("parameters")) {
                if (document.at(reference(id, declared).substring(1))
                        .path("x-rest-of-path")
                        .asBoolean()) {
                    return true;
                }
            }
            return false;
        }

        private static boolean takesAnyBody(JsonNode operation) {
            return operation.path("requestBody").path("content").has(ANY_TYPE);
        }

        private static boolean isKeyed(JsonNode operation) {
            return operation.path("security").path(0).has(ZAPIER_KEY);
        }

        /** An empty requirement takes back what the document requires (OpenAPI 3.1, «Operation Object»). */
        private static boolean isOpen(JsonNode operation) {
            return operation.path("security").isArray()
                    && operation.path("security").isEmpty();
        }

        private @Nullable Permission permission(JsonNode operation) {
            for (JsonNode requirement : operation.path("security")) {
                for (JsonNode scopes : requirement) {
                    for (JsonNode scope : scopes) {
                        return Permission.of(scope.asText())
                                .orElseThrow(() -> new IllegalStateException(
                                        name + ": '" + scope.asText() + "' is not a permission of the hub"));
                    }
                }
            }
            return null;
        }

        private List<QueryParameter> parameters(String id, JsonNode operation) {
            List<QueryParameter> parameters = new ArrayList<>();
            for (JsonNode declared : operation.path("parameters")) {
                String reference = reference(id, declared);
                JsonNode parameter = document.at(reference.substring(1));
                // Of a call that is passed on the query is not read: reading it would take a form out of the body, too.
                if (parameter.path("in").asText().equals("query") && !isOpenEnded(id, operation)) {
                    parameters.add(new QueryParameter(
                            parameter.path("name").asText(),
                            parameter.path("required").asBoolean(),
                            parameter.path("schema").path("type").asText(),
                            rule(reference + "/schema")));
                }
            }
            return List.copyOf(parameters);
        }

        private boolean isRepeatable(String id, JsonNode operation) {
            return declaredHeaders(id, operation).contains(Operation.IDEMPOTENCY_KEY);
        }

        private List<String> headers(String id, JsonNode operation) {
            return declaredHeaders(id, operation).stream()
                    .filter(name -> !name.equals(Operation.IDEMPOTENCY_KEY))
                    .toList();
        }

        private List<String> declaredHeaders(String id, JsonNode operation) {
            List<String> names = new ArrayList<>();
            for (JsonNode declared : operation.path("parameters")) {
                JsonNode parameter = document.at(reference(id, declared).substring(1));
                if (parameter.path("in").asText().equals("header")) {
                    names.add(parameter.path("name").asText());
                }
            }
            return names;
        }

        private @Nullable JsonBody body(String id, JsonNode operation) {
            JsonNode body = operation.path("requestBody");
            if (body.isMissingNode() || operation.path(RAW).asBoolean() || takesAnyBody(operation)) {
                return null;
            }
            JsonNode schema = body.path("content").path("application/json").path("schema");
            return new JsonBody(body.path("required").asBoolean(), rule(reference(id, schema)));
        }

        private String reference(String id, JsonNode node) {
            String reference = node.path("$ref").asText();
            if (!reference.startsWith("#/components/")
                    || document.at(reference.substring(1)).isMissingNode()) {
                throw new IllegalStateException(name + ": " + id + " must refer to a component, but has " + node);
            }
            return reference;
        }

        private SchemaRule rule(String pointer) {
            return new SchemaRule(
                    root.getRefSchema(SchemaLocation.of(location + pointer).getFragment()));
        }
    }
}
