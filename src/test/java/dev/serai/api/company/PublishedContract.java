package dev.serai.api.company;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A contract's OpenAPI file, by which its answers are judged. It remembers which of them were seen. */
final class PublishedContract {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final String location;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<String, Documented> operations = new TreeMap<>();
    private final Map<String, Set<String>> seen = new TreeMap<>();

    /**
     * An operation as the file has it.
     *
     * @param permission what its caller needs
     * @param example the request's body; null: it takes none
     * @param statuses what it may answer
     */
    record Documented(
            String id,
            String method,
            String path,
            String permission,
            boolean repeatable,
            @Nullable JsonNode example,
            Set<String> statuses) {

        /** @return the one status of success */
        int success() {
            return statuses.stream()
                    .filter(status -> status.startsWith("2"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return id;
        }
    }

    PublishedContract(String name) {
        location = "https://serai.dev/tests/" + name;
        try {
            document =
                    YAML.readTree(Path.of("routes/apis", name + ".openapi.yaml").toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(location, document.toString()))));
        document.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> read(path.getKey(), operation.getKey(), operation.getValue())));
    }

    private void read(String path, String method, JsonNode operation) {
        Set<String> statuses = new TreeSet<>();
        operation.path("responses").fieldNames().forEachRemaining(statuses::add);
        JsonNode body = operation.at("/requestBody/content/application~1json/example");
        String id = operation.path("operationId").asText();
        operations.put(
                id,
                new Documented(
                        id,
                        method.toUpperCase(Locale.ROOT),
                        path,
                        operation.at("/security/0/bearer/0").asText(),
                        operation.path("parameters").toString().contains("IdempotencyKey"),
                        body.isMissingNode() ? null : body,
                        statuses));
    }

    List<Documented> operations() {
        return new ArrayList<>(operations.values());
    }

    Documented operation(String id) {
        return operations.get(id);
    }

    /** Fails unless an answer is one that the file documents, to the last key. */
    void judge(Documented operation, HubOverHttp.Reply reply) {
        String status = Integer.toString(reply.status());
        assertThat(operation.statuses())
                .as("documented statuses of %s, which answered %s", operation, reply.body())
                .contains(status);
        JsonNode response = resolved(document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(status));
        String schema = response.at("/content/application~1json/schema/$ref").asText();
        assertThat(schemas.getSchema(
                                SchemaLocation.of(location + schema),
                                SchemaValidatorsConfig.builder()
                                        .formatAssertionsEnabled(true)
                                        .build())
                        .validate(reply.body()))
                .as("%s answered %s with %s", operation, status, reply.body())
                .isEmpty();
        seen.computeIfAbsent(operation.id(), id -> new TreeSet<>()).add(status);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** @return what the file documents and nobody has seen, without the answers that need a hub in trouble */
    Map<String, Set<String>> unseen() {
        Map<String, Set<String>> unseen = new TreeMap<>();
        operations.forEach((id, operation) -> {
            Set<String> missing = new TreeSet<>(operation.statuses());
            missing.removeAll(seen.getOrDefault(id, Set.of()));
            missing.removeAll(Set.of("429", "500", "503"));
            if (!missing.isEmpty()) {
                unseen.put(id, missing);
            }
        });
        return unseen;
    }

    /** Fails unless every example of an answer fits the schema that stands beside it. */
    void judgeExamples() {
        for (JsonNode response : document.findValues("responses").stream()
                .flatMap(node -> {
                    List<JsonNode> each = new ArrayList<>();
                    node.forEach(each::add);
                    return each.stream();
                })
                .toList()) {
            JsonNode content = resolved(response).at("/content/application~1json");
            assertThat(content.path("example").isMissingNode())
                    .as("%s has no example", response)
                    .isFalse();
            assertThat(schemas.getSchema(SchemaLocation.of(
                                    location + content.at("/schema/$ref").asText()))
                            .validate(content.get("example")))
                    .as("example %s", content.get("example"))
                    .isEmpty();
        }
    }
}
