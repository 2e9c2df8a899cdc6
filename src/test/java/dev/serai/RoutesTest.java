package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every file under {@code routes/} must be, so that it loads, and reads as a story in an editor and in Hawtio. */
class RoutesTest {

    private static final ObjectMapper YAML = new ObjectMapper(
                    new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonSchema CAMEL = camelSchema();

    /** The hub's own routes, and the one that the benchmark adds. */
    static List<Path> routeFiles() {
        return Stream.of("routes", "bench/routes")
                .flatMap(directory -> files(Path.of(directory), ".camel.yaml"))
                .toList();
    }

    static List<Path> contracts() {
        return Stream.of("routes", "bench/routes")
                .flatMap(directory -> files(Path.of(directory), ".openapi.yaml"))
                .toList();
    }

    @Test
    void thereAreRoutes() {
        assertThat(routeFiles()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aFileIsValidCamelYaml(Path file) {
        assertThat(CAMEL.validate(read(file)))
                .as("%s against Camel's schema", file)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aFileBeginsWithItsStoryInAComment(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).as("first line of %s", file).matches("# \\S.{20,}");
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aFileTellsOneStory(Path file) {
        Set<String> groups = new TreeSet<>();
        routes(file).forEach(route -> groups.add(route.path("group").asText()));

        assertThat(groups).as("groups of the routes in %s", file).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void everyRouteSaysWhatItIs(Path file) {
        for (JsonNode route : routes(file)) {
            assertThat(route.path("id").asText())
                    .as("id of a route in %s", file)
                    .matches("[a-z][a-zA-Z0-9-]*");
            assertThat(route.path("description").asText())
                    .as("description of %s in %s", route.path("id").asText(), file)
                    .hasSizeGreaterThan(10);
            assertThat(route.path("group").asText())
                    .as("group of %s in %s", route.path("id").asText(), file)
                    .isNotBlank();
        }
    }

    @Test
    void noTwoRoutesHaveTheSameId() {
        Map<String, List<Path>> found = new TreeMap<>();
        for (Path file : routeFiles()) {
            for (JsonNode route : routes(file)) {
                found.computeIfAbsent(route.path("id").asText(), id -> new ArrayList<>())
                        .add(file);
            }
        }

        assertThat(found)
                .allSatisfy((id, files) ->
                        assertThat(files).as("files with route %s", id).hasSize(1));
    }

    @Test
    void noTwoRoutesBeginAtTheSamePlace() {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : routeFiles()) {
            for (JsonNode route : routes(file)) {
                found.computeIfAbsent(route.path("from").path("uri").asText(), uri -> new ArrayList<>())
                        .add(route.path("id").asText());
            }
        }

        assertThat(found)
                .allSatisfy(
                        (uri, ids) -> assertThat(ids).as("routes from %s", uri).hasSize(1));
    }

    @Test
    void everyDirectRouteThatIsCalledExists() {
        Set<String> called = new TreeSet<>();
        for (Path file : routeFiles()) {
            calledDirects(read(file), called::add);
        }

        assertThat(beginnings()).containsAll(called);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyOperationOfAContractIsARoute(Path contract) {
        Set<String> operations = new TreeSet<>();
        for (JsonNode path : read(contract).path("paths")) {
            for (String method : List.of("get", "put", "post", "delete", "patch", "head", "options")) {
                if (path.has(method)) {
                    // Without an id Camel would let the operation's callers hang.
                    String id = path.path(method).path("operationId").asText();
                    assertThat(id)
                            .as("operationId of a %s in %s", method, contract)
                            .isNotBlank();
                    assertThat(operations.add("direct:" + id))
                            .as("operationId %s is used twice", id)
                            .isTrue();
                }
            }
        }

        assertThat(beginnings()).as("routes for %s", contract).containsAll(operations);
    }

    private static Set<String> beginnings() {
        Set<String> found = new TreeSet<>();
        for (Path file : routeFiles()) {
            routes(file)
                    .forEach(route -> found.add(
                            withoutOptions(route.path("from").path("uri").asText())));
        }
        return found;
    }

    /** Hands on each {@code direct:} address in a uri below a node, except those that a route begins with. */
    private static void calledDirects(JsonNode node, Consumer<String> found) {
        node.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (field.getKey().equals("from")) {
                calledDirects(value.path("steps"), found);
            } else if (value.isTextual()
                    && value.asText().startsWith("direct:")
                    && !value.asText().contains("${")) {
                found.accept(withoutOptions(value.asText()));
            } else {
                calledDirects(value, found);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> calledDirects(item, found));
        }
    }

    private static String withoutOptions(String uri) {
        return uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
    }

    private static List<JsonNode> routes(Path file) {
        List<JsonNode> found = new ArrayList<>();
        read(file).forEach(entry -> {
            if (entry.has("route")) {
                found.add(entry.get("route"));
            }
        });
        return found;
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(file.toString(), failed);
        }
    }

    private static Stream<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return Stream.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonSchema camelSchema() {
        try (InputStream schema = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(Objects.requireNonNull(schema, "Camel's schema is not on the class path"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
