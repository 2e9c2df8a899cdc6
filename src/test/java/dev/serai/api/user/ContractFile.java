package dev.serai.api.user;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A contract's OpenAPI file as a test reads it: what may be asked, and what an answer must be. */
public final class ContractFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final String name;
    private final String location;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;

    private ContractFile(String name, JsonNode document) {
        this.name = name;
        this.document = document;
        this.location = "https://contracts.example/" + name;
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(location, document.toString()))));
    }

    public static ContractFile of(String name) {
        try {
            return new ContractFile(
                    name,
                    YAML.readTree(
                            Path.of("routes/apis/" + name + ".openapi.yaml").toFile()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** An operation of the contract. */
    public record Operation(String id, String method, String path, JsonNode declared) {

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
                                entry.getValue().path("operationId").asText(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                entry.getValue()));
                    }
                }));
        return operations;
    }

    /** @return the schema of an operation's JSON body, of several the usual one; missing when it takes none */
    public JsonNode bodySchema(Operation operation) {
        JsonNode schema = resolved(operation.declared().at("/requestBody/content/application~1json/schema"));
        return schema.has("else") ? resolved(schema.get("else")) : schema;
    }

    /** Checks that an answer is one that the operation declares, with the declared headers and a body of the schema. */
    public void check(Operation operation, Reply reply) {
        JsonNode declared = response(operation, reply.status());
        assertThat(declared.isMissingNode())
                .as("%s answered %s, which it does not declare: %s", operation, reply.status(), reply.body())
                .isFalse();
        declared.path("headers").fieldNames().forEachRemaining(header -> assertThat(reply.header(header))
                .as("header %s of %s %s", header, operation, reply.status())
                .isNotEmpty());
        JsonNode content = declared.path("content");
        if (content.isMissingNode()) {
            assertThat(reply.body()).isEmpty();
            return;
        }
        String type = reply.header("Content-Type").split(";")[0];
        assertThat(content.has(type))
                .as("%s declares the content type %s", operation, type)
                .isTrue();
        assertThat(faults(content.path(type).path("schema"), reply.json()))
                .as("%s answered %s %s", operation, reply.status(), reply.body())
                .isEmpty();
    }

    /** @return what a declared answer is, with its reference followed */
    public JsonNode response(Operation operation, int status) {
        return resolved(operation.declared().path("responses").path(Integer.toString(status)));
    }

    /** @return where a value does not fit a schema that is a reference */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return schema(schema.path("$ref").asText()).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /** @return a node, or what it refers to */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonSchema schema(String reference) {
        assertThat(reference).as("a schema's reference in %s", name).startsWith("#/components/schemas/");
        assertThat(document.at(reference.substring(1))).isNotInstanceOf(MissingNode.class);
        return schemas.getSchema(
                SchemaLocation.of(location + reference),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
}
