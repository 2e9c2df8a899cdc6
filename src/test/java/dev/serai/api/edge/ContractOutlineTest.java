package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel reads of a contract says of its operations what the contract says. */
class ContractOutlineTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @ValueSource(strings = {"callcenter", "callnfy", "company", "framework", "hub", "personal"})
    void hasEveryOperationAtItsPathAndTheMount(String contract) {
        JsonNode document = document(contract);

        OpenAPI outline =
                new OpenAPIV3Parser().readContents(ContractOutline.of(document)).getOpenAPI();

        assertThat(operations(outline)).isNotEmpty().isEqualTo(operations(document));
        assertThat(outline.getServers().get(0).getUrl()).isEqualTo("/" + contract);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callcenter", "callnfy", "company", "framework", "hub", "personal"})
    void tellsTheKindsOfBodies(String contract) {
        JsonNode outline = outline(contract);

        document(contract).path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> assertThat(names(outline.path("paths")
                                .path(path.getKey())
                                .path(operation.getKey())
                                .path("requestBody")
                                .path("content")))
                        .as("%s %s", operation.getKey(), path.getKey())
                        .isEqualTo(
                                names(operation.getValue().path("requestBody").path("content")))));
    }

    private static JsonNode outline(String contract) {
        try {
            return YAML.readTree(ContractOutline.of(document(contract)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode document(String contract) {
        try {
            return YAML.readTree(Files.readString(Path.of("routes/apis/" + contract + ".openapi.yaml")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> operations(OpenAPI outline) {
        Set<String> operations = new TreeSet<>();
        outline.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> operations.add(
                        method.name() + " " + path + " " + operation.getOperationId() + " " + operation.getSummary())));
        return operations;
    }

    private static Set<String> operations(JsonNode document) {
        Set<String> operations = new TreeSet<>();
        document.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " "
                        + path.getKey() + " "
                        + operation.getValue().path("operationId").asText() + " "
                        + operation.getValue().path("summary").asText())));
        return operations;
    }
}
