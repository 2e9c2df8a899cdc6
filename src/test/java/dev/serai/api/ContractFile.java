package dev.serai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A contract's OpenAPI file as a client reads it: what there is to call, and what may be answered. */
final class ContractFile {

    static final ContractFile FRAMEWORK = read("framework");
    static final ContractFile HUB = read("hub");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final String mount;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final String location;

    private ContractFile(String name, JsonNode document) {
        this.mount = document.at("/servers/0/url").asText();
        this.document = document;
        this.location = "https://serai.dev/test/" + name;
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(location, document.toString()))));
    }

    private static ContractFile read(String name) {
        try {
            return new ContractFile(
                    name,
                    new ObjectMapper(new YAMLFactory())
                            .readTree(Files.readString(Path.of("routes/apis", name + ".openapi.yaml"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An operation that a client can call. */
    record Operation(ContractFile contract, String id, String method, String path, JsonNode declared) {

        /** @return the permission that it asks for */
        String permission() {
            return declared.at("/security/0/bearer/0").asText();
        }

        boolean takesBody() {
            return declared.has("requestBody");
        }

        JsonNode exampleBody() {
            return declared.at("/requestBody/content/application~1json/example");
        }

        JsonNode bodySchema() {
            return contract.resolved(declared.at("/requestBody/content/application~1json/schema"));
        }

        /** @return the declared parameters that stand there: {@code path}, {@code query} or {@code header} */
        List<JsonNode> parameters(String in) {
            List<JsonNode> found = new ArrayList<>();
            declared.path("parameters").forEach(parameter -> {
                JsonNode resolved = contract.resolved(parameter);
                if (resolved.path("in").asText().equals(in)) {
                    found.add(resolved);
                }
            });
            return found;
        }

        Set<Integer> statuses() {
            Set<Integer> statuses = new TreeSet<>();
            declared.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        /** @return the status of its success */
        int success() {
            return statuses().stream()
                    .filter(status -> status < 300)
                    .findFirst()
                    .orElseThrow();
        }

        String mountedPath() {
            return contract.mount + path;
        }

        /** @return what of an answer contradicts the file; empty when nothing does */
        Set<ValidationMessage> faults(Reply reply) {
            JsonNode response = contract.resolved(declared.path("responses").path(Integer.toString(reply.status())));
            if (response.isMissingNode()) {
                throw new AssertionError(
                        id + " answers " + reply.status() + ", which is not documented: " + reply.text());
            }
            if (!response.has("content")) {
                if (!reply.text().isEmpty()) {
                    throw new AssertionError(id + " answers a body where none is documented: " + reply.text());
                }
                return Set.of();
            }
            String media = response.path("content").fieldNames().next();
            if (!reply.header("Content-Type").equals(media)) {
                throw new AssertionError(id + " answers " + reply.header("Content-Type") + " instead of " + media);
            }
            String schema =
                    response.path("content").path(media).at("/schema/$ref").asText();
            return contract.schemas
                    .getSchema(
                            SchemaLocation.of(contract.location + schema),
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build())
                    .validate(reply.json());
        }

        @Override
        public String toString() {
            return id;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        operations.add(new Operation(
                                this,
                                entry.getValue().path("operationId").asText(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                entry.getValue()));
                    }
                }));
        return operations;
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    static List<Operation> allOperations() {
        List<Operation> all = new ArrayList<>(FRAMEWORK.operations());
        all.addAll(HUB.operations());
        return all;
    }
}
