package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.ContractFile.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every contract's OpenAPI file must be, so that it can be relied on as documentation and by other tools. */
class ContractFilesTest {

    static List<ContractFile> contracts() {
        return ContractFile.all();
    }

    static List<Operation> operations() {
        return contracts().stream()
                .flatMap(contract -> contract.operations().stream())
                .toList();
    }

    @Test
    void thereAreTheFivePublishedContractsAndTheHubsOwn() {
        assertThat(contracts())
                .extracting(ContractFile::name)
                .containsExactly("callcenter", "callnfy", "company", "framework", "hub", "personal");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void anotherReaderOfOpenApiHasNothingToSayAgainstIt(ContractFile contract) {
        ParseOptions whole = new ParseOptions();
        whole.setResolve(true);

        SwaggerParseResult read = new OpenAPIV3Parser()
                .readLocation("routes/apis/" + contract.name() + ".openapi.yaml", List.of(), whole);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getPaths())
                .hasSize(contract.document().path("paths").size());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo(ContractFile contract) {
        Set<String> references = new TreeSet<>();
        eachReference(contract.document(), references::add);
        Set<String> components = new TreeSet<>();
        contract.document().path("components").fields().forEachRemaining(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name));
            }
        });

        assertThat(components).isEqualTo(references);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationSaysWhatItIs(Operation operation) {
        Set<String> tags =
                Set.copyOf(operation.contract().document().path("tags").findValuesAsText("name"));

        assertThat(operation.id()).matches(operation.contract().name() + "-[a-z][A-Za-z]+");
        assertThat(operation.declared().path("summary").asText()).isNotBlank();
        assertThat(operation.declared().path("tags")).isNotEmpty().allSatisfy(tag -> assertThat(tags)
                .contains(tag.asText()));
        operation.statuses().forEach(status -> assertThat(operation
                        .contract()
                        .response(operation, status)
                        .path("description")
                        .asText())
                .as("description of %s", status)
                .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyParameterOfAPathIsDeclaredAndDescribed(Operation operation) {
        Set<String> declared = operation.parameters("path").stream()
                .map(parameter -> "{" + parameter.path("name").asText() + "}")
                .collect(Collectors.toSet());
        Set<String> written = List.of(operation.path().split("/")).stream()
                .filter(part -> part.startsWith("{"))
                .collect(Collectors.toSet());

        assertThat(declared).isEqualTo(written);
        for (String place : List.of("path", "query", "header")) {
            assertThat(operation.parameters(place)).allSatisfy(parameter -> {
                assertThat(parameter.path("description").asText())
                        .as("%s", parameter)
                        .isNotBlank();
                assertThat(parameter.path("schema").isEmpty())
                        .as("%s", parameter)
                        .isFalse();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationDocumentsWhatCanGoWrongAnywhere(Operation operation) {
        assertThat(operation.statuses()).contains(500, 503);
        if (!operation.isOpen()) {
            assertThat(operation.statuses()).contains(401, 429);
        }
        if (operation.takesToken()) {
            assertThat(operation.statuses()).contains(403);
        }
        if (operation.takesBody()) {
            assertThat(operation.statuses()).contains(400, 413, 415);
        }
        if (operation.takesAnyBody()) {
            assertThat(operation.statuses()).contains(400, 413);
        }
        if (operation.isRepeatable()) {
            assertThat(operation.statuses()).contains(400, 409);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyBodyAndErrorHasAnExampleThatFits(Operation operation) {
        examplesFit(operation, "request", operation.declared().path("requestBody"));
        operation
                .statuses()
                .forEach(status -> examplesFit(
                        operation, status.toString(), operation.contract().response(operation, status)));
    }

    private static void examplesFit(Operation operation, String where, JsonNode message) {
        for (JsonNode content : message.path("content")) {
            assertThat(ContractFile.examples(content))
                    .as("examples of %s", where)
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(operation.contract().faults(content.path("schema"), example))
                            .as("example of %s", where)
                            .isEmpty());
        }
    }

    private static void eachReference(JsonNode node, Consumer<String> found) {
        if (node.path("$ref").isTextual()) {
            found.accept(node.get("$ref").asText());
        }
        node.forEach(child -> eachReference(child, found));
    }
}
