package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each contract shows an example of every body and error, and none that the contract itself would refuse. */
class ContractExamplesTest {

    static List<String> contracts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/apis"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".openapi.yaml"))
                    .map(file -> file.substring(0, file.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyBodyAndErrorHasAnExampleThatFits(String name) {
        ContractFile contract = ContractFile.of(name);
        for (ContractFile.Operation operation : contract.operations()) {
            check(contract, operation + " request", operation.declared().path("requestBody"));
            operation
                    .declared()
                    .path("responses")
                    .fields()
                    .forEachRemaining(response -> check(
                            contract, operation + " " + response.getKey(), contract.resolved(response.getValue())));
        }
    }

    private static void check(ContractFile contract, String where, JsonNode message) {
        for (JsonNode content : message.path("content")) {
            List<JsonNode> examples = new ArrayList<>();
            if (content.has("example")) {
                examples.add(content.get("example"));
            }
            content.path("examples").forEach(example -> examples.add(example.path("value")));
            assertThat(examples).as("examples of %s", where).isNotEmpty();
            for (JsonNode example : examples) {
                assertThat(contract.faults(content.path("schema"), example))
                        .as("example of %s", where)
                        .isEmpty();
            }
        }
    }
}
