package dev.serai.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.ContractFile;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /docs}: the contracts as a page that needs nothing from elsewhere. */
class DocsIT extends RunningHub {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern DOCUMENTS = Pattern.compile("urls: (\\[.*])");

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
    @ValueSource(strings = {"/docs", "/docs/"})
    void listsEveryContract(String path) throws IOException {
        String page = open(path).body();

        JsonNode documents = Reply.parsed(
                DOCUMENTS.matcher(page).results().findFirst().orElseThrow().group(1));
        assertThat(documents.findValuesAsText("name")).isEqualTo(contracts());
        assertThat(documents.findValuesAsText("url"))
                .isEqualTo(contracts().stream()
                        .map(name -> "/docs/" + name + ".openapi.yaml")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void servesTheFileThatRequestsAreCheckedAgainst(String name) throws IOException {
        Reply document = open("/docs/" + name + ".openapi.yaml");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.header("Content-Type")).startsWith("application/yaml");
        assertThat(document.body()).isEqualTo(Files.readString(Path.of("routes/apis/" + name + ".openapi.yaml")));
    }

    @Test
    void itsAssetsLoadFromTheHub() {
        List<String> references = REFERENCE
                .matcher(open("/docs").body())
                .results()
                .map(MatchResult::group)
                .map(reference -> reference.substring(reference.indexOf('"') + 1, reference.length() - 1))
                .toList();

        assertThat(references).hasSizeGreaterThanOrEqualTo(3).allSatisfy(reference -> {
            assertThat(reference).startsWith("/docs/ui/");
            assertThat(open(reference).status()).as(reference).isEqualTo(200);
        });
    }

    @Test
    void nothingOnItRefersToAnotherHost() {
        assertThat(open("/docs").body()).doesNotContain("//");
        assertThat(open("/docs/ui/swagger-ui.css").body()).doesNotContainPattern("(@import|url\\(['\"]?(https?:|//))");
    }

    @Test
    void theBrowserIsToldToLoadNothingFromElsewhere() {
        assertThat(open("/docs").header("Content-Security-Policy"))
                .startsWith("default-src 'self';")
                .doesNotContain("http");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void callsAreTriedAtTheHubItself(String name) {
        ContractFile contract = ContractFile.of(name);
        String server = contract.document().at("/servers/0/url").asText();

        assertThat(server).isEqualTo("/" + name);
        for (ContractFile.Operation operation : contract.operations()) {
            if (operation.isOpen()) {
                continue;
            }
            // Who is not known is refused by the contract; a path that leads nowhere would be a 404 without it.
            String path = server + operation.path().replaceAll("\\{[^}]*}", "x");
            assertThat(send(Request.of(operation.method(), path)).status())
                    .as("%s %s", operation.method(), path)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void saysHowToGetAToken(String name) {
        assertThat(ContractFile.of(name)
                        .document()
                        .at("/components/securitySchemes/bearer/description")
                        .asText())
                .contains("/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing.openapi.yaml",
                "/docs/framework.camel.yaml",
                "/docs/framework",
                "/docs/ui/nothing.js",
                "/docs/ui/META-INF/maven/org.webjars/swagger-ui/pom.xml"
            })
    void whatItDoesNotListIsNotThere(String path) {
        assertThat(open(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/..%2fapis%2fframework.openapi.yaml",
                "/docs/%2e%2e%2f%2e%2e%2fpom.openapi.yaml",
                "/docs/ui/..%2f..%2f..%2fapplication.yml"
            })
    void noNameLeadsElsewhere(String path) {
        assertThat(open(path).status()).isBetween(400, 404);
    }

    private Reply open(String path) {
        return send(Request.of("GET", path));
    }
}
