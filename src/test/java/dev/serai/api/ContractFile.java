package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
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
import java.util.stream.Stream;

/** A contract's OpenAPI file as a client reads it: what there is to call, and what may be answered. */
public final class ContractFile {

    private static final Path DIRECTORY = Path.of("routes/apis");
    private static final String ENDING = ".openapi.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private static final String ANY_TYPE = "*/*";
    private static final String ANY_STATUS = "default";

    private final String name;
    private final String location;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;

    private ContractFile(String name, JsonNode document) {
        this.name = name;
        this.document = document;
        this.location = "https://serai.dev/test/" + name;
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(location, document.toString()))));
    }

    public static ContractFile of(String name) {
        try {
            return new ContractFile(
                    name, YAML.readTree(DIRECTORY.resolve(name + ENDING).toFile()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @return every contract that there is a file of */
    public static List<ContractFile> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .map(ContractFile::of)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** An operation that a client can call. */
    public record Operation(ContractFile contract, String id, String method, String path, JsonNode declared) {

        /** @return the permission that it asks for; empty when it asks for none */
        String permission() {
            return declared.at("/security/0/bearer/0").asText();
        }

        /** @return whether it takes a token; otherwise it takes a key of its own kind, or nothing */
        boolean takesToken() {
            return !declared.has("security") || declared.at("/security/0").has("bearer");
        }

        /** @return whether anybody may call it */
        public boolean isOpen() {
            return declared.has("security") && declared.get("security").isEmpty();
        }

        /** @return whether it takes a JSON body that has to fit a schema; what is verified as it came takes any */
        boolean takesBody() {
            return declared.has("requestBody")
                    && !takesAnyBody()
                    && !declared.path("x-raw-body").asBoolean();
        }

        /** @return whether it takes a body of whatever media type */
        boolean takesAnyBody() {
            return declared.path("requestBody").path("content").has(ANY_TYPE);
        }

        /** @return whether its calls are passed on to a provider, which answers them */
        boolean isPassedOn() {
            return parameters("path").stream()
                    .anyMatch(parameter -> parameter.path("x-rest-of-path").asBoolean());
        }

        /** @return whether it takes an {@code Idempotency-Key} */
        boolean isRepeatable() {
            return parameters("header").stream()
                    .anyMatch(header -> header.path("name").asText().equals("Idempotency-Key"));
        }

        /** @return the first example of its body; missing when it takes none */
        JsonNode exampleBody() {
            JsonNode content = declared.at("/requestBody/content/application~1json");
            List<JsonNode> examples = examples(content);
            return examples.isEmpty() ? MissingNode.getInstance() : examples.get(0);
        }

        /** @return the schema of its JSON body, of several the usual one; missing when it takes none */
        JsonNode bodySchema() {
            JsonNode schema = contract.resolved(declared.at("/requestBody/content/application~1json/schema"));
            return schema.has("else") ? contract.resolved(schema.get("else")) : schema;
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

        /** @return the statuses that it may answer; a provider's may be others */
        Set<Integer> statuses() {
            Set<Integer> statuses = new TreeSet<>();
            declared.path("responses").fieldNames().forEachRemaining(status -> {
                if (!status.equals(ANY_STATUS)) {
                    statuses.add(Integer.valueOf(status));
                }
            });
            return statuses;
        }

        /**
         * @param values what the path's parameters are, in their order
         * @return a request to the published path, with the example as its body
         */
        Request request(String... values) {
            String filled = path;
            for (String value : values) {
                filled = filled.replaceFirst("\\{[^}]+}", value);
            }
            assertThat(filled).as("path of %s", id).doesNotContain("{");
            Request request = Request.of(method, filled);
            return takesBody() ? request.json(exampleBody().toString()) : request;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    public String name() {
        return name;
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
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

    public Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Checks that an answer is one that the operation declares, with the declared headers and a body of the schema. */
    public void check(Operation operation, Reply reply) {
        if (operation.isPassedOn() && !reply.header("Serai-Provider").isEmpty()) {
            // Its status and body are the provider's, who is not bound to the contract.
            assertThat(resolved(operation.declared().path("responses").path(ANY_STATUS))
                            .path("content")
                            .has(ANY_TYPE))
                    .isTrue();
            return;
        }
        JsonNode declared = response(operation, reply.status());
        assertThat(declared.isMissingNode())
                .as("%s answered %s, which it does not declare: %s", operation, reply.status(), reply.body())
                .isFalse();
        declared.path("headers").fieldNames().forEachRemaining(header -> assertThat(reply.header(header))
                .as("header %s of %s %s", header, operation, reply.status())
                .isNotEmpty());
        JsonNode content = declared.path("content");
        if (content.isMissingNode()) {
            assertThat(reply.body())
                    .as("body of %s %s", operation, reply.status())
                    .isEmpty();
            assertThat(reply.header("Content-Type"))
                    .as("type of no body of %s %s", operation, reply.status())
                    .isEmpty();
            return;
        }
        assertThat(content.has(reply.header("Content-Type")))
                .as("%s %s declares the content type %s", operation, reply.status(), reply.header("Content-Type"))
                .isTrue();
        assertThat(faults(content.path(reply.header("Content-Type")).path("schema"), reply.json()))
                .as("%s answered %s %s", operation, reply.status(), reply.body())
                .isEmpty();
    }

    /** @return what a declared answer is, with its reference followed */
    JsonNode response(Operation operation, int status) {
        return resolved(operation.declared().path("responses").path(Integer.toString(status)));
    }

    /** @return where a value does not fit a schema that is a reference */
    List<String> faults(JsonNode schema, JsonNode value) {
        return schema(schema.path("$ref").asText()).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /** @return the examples of a body */
    static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        return examples;
    }

    /** @return a node, or what it refers to */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonSchema schema(String reference) {
        assertThat(reference).as("a schema's reference in %s", name).startsWith("#/components/schemas/");
        assertThat(document.at(reference.substring(1)))
                .as("%s in %s", reference, name)
                .isNotInstanceOf(MissingNode.class);
        return schemas.getSchema(
                SchemaLocation.of(location + reference),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    @Override
    public String toString() {
        return name;
    }
}
