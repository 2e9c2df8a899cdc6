package dev.serai.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.FileSystemUtils;

class CheckRoutesTest {

    private static final String ROUTES = "routes/greet/greet.camel.yaml";
    private static final String CONTRACT = "routes/apis/greet.openapi.yaml";
    private static final String PROVIDER = "routes/providers/acme/provider.yaml";
    private static final Surroundings SURROUNDINGS =
            new ProgramSurroundings(new MockEnvironment().withProperty("serai.routes-dir", "routes"));

    private static final String RIGHT_ROUTES =
            """
            # How somebody is greeted.
            - routeConfiguration:
                id: polite
                description: Refuses politely
                onException:
                  - onException:
                      exception:
                        - java.lang.IllegalStateException
                      handled:
                        constant:
                          expression: "true"
            - route:
                id: greet
                description: Says hello
                group: greet
                routeConfigurationId: polite
                from:
                  uri: direct:greet-hello
                  steps:
                    - bean:
                        ref: answerWriter
                        method: write
                    - choice:
                        when:
                          - simple: "${body} == null"
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalStateException
                                  message: Nobody
                    - to:
                        uri: direct:greet-log
            - route:
                id: greet-log
                description: Writes down who was greeted
                group: greet
                from:
                  uri: direct:greet-log
                  steps:
                    - setHeader:
                        name: place
                        constant:
                          expression: "{{serai.routes-dir}}"
                    - to:
                        uri: log:greet
                        parameters:
                          level: INFO
            - route:
                id: greet-daily
                description: Greets everybody once a day
                group: greet
                from:
                  uri: scheduler:greet-daily
                  parameters:
                    delay: "86400000"
                  steps:
                    - to:
                        uri: direct:greet-log
            """;

    private static final String RIGHT_CONTRACT =
            """
            openapi: 3.1.0
            info:
              title: Greetings
              version: "1"
            servers:
              - url: /greet
            tags:
              - name: greetings
            paths:
              /people/{name}:
                get:
                  operationId: greet-hello
                  tags: [greetings]
                  summary: Be greeted
                  parameters:
                    - $ref: "#/components/parameters/Name"
                  responses:
                    "200":
                      description: A greeting
                      content:
                        application/json:
                          schema:
                            $ref: "#/components/schemas/Greeting"
            components:
              parameters:
                Name:
                  name: name
                  in: path
                  required: true
                  schema:
                    type: string
              schemas:
                Greeting:
                  type: object
            """;

    private static final String RIGHT_PROVIDER =
            """
            id: acme
            name: Acme
            category: crm
            authentication:
              - type: api_key
                header: X-Api-Key
            dataTypes:
              people:
                route: greet-hello
            """;

    /**
     * A mistake.
     *
     * @param right what stands in the file
     * @param wrong what somebody makes of it; a « marks where the mistake is to be found
     * @param message a part of what is to be said
     */
    record Mistake(String file, String right, String wrong, String message) {

        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(ROUTES, "description: Says hello", "description: Says«: hello", "this is not YAML"),
                new Mistake(
                        ROUTES, "    group: greet\n    routeC", "    «\tgroup: greet\n    routeC", "this is not YAML"),
                new Mistake(
                        ROUTES,
                        "      steps:\n        - bean",
                        "      «stepz:\n        - bean",
                        "'stepz' is not a key of 'from'; did you mean 'steps'?"),
                new Mistake(
                        ROUTES,
                        "method: write",
                        "«methd: write",
                        "'methd' is not a key of 'bean'; did you mean 'method'?"),
                new Mistake(ROUTES, "- throwException:", "- «throwExeption:", "did you mean 'throwException'?"),
                new Mistake(
                        ROUTES, "- routeConfiguration:", "- «routeConfig:", "'routeConfig' is not a key of the file"),
                new Mistake(
                        ROUTES,
                        "    id: greet-log\n",
                        "    id: «greet\n",
                        "there is a route 'greet' already, at routes/greet/greet.camel.yaml:13"),
                new Mistake(ROUTES, "    id: greet\n    desc", "    «desc", "this route needs 'id'"),
                new Mistake(ROUTES, "    description: Says hello\n", "", "route 'greet' needs 'description'"),
                new Mistake(
                        ROUTES,
                        "    group: greet\n    routeConf",
                        "    routeConf",
                        "route 'greet' needs 'group', for whoever watches it"),
                new Mistake(
                        ROUTES,
                        "routeConfigurationId: polite",
                        "routeConfigurationId: «polit",
                        "there is no route configuration 'polit'; did you mean 'polite'?"),
                new Mistake(
                        ROUTES,
                        "ref: answerWriter",
                        "ref: «answerWrite",
                        "there is no bean 'answerWrite'; did you mean 'answerWriter'?"),
                new Mistake(
                        ROUTES,
                        "method: write",
                        "method: «writes",
                        "bean 'answerWriter' has no method 'writes'; did you mean 'write'?"),
                new Mistake(
                        ROUTES,
                        "        - to:\n            uri: direct:greet-log\n- route:\n    id: greet-log",
                        "        - to:\n            uri: «direct:greet-lag\n- route:\n    id: greet-log",
                        "no route begins at 'direct:greet-lag'; did you mean 'direct:greet-log'?"),
                new Mistake(
                        ROUTES,
                        "      uri: direct:greet-log\n      steps:",
                        "      uri: «direct:greet-hello\n      steps:",
                        "a route begins at 'direct:greet-hello' already"),
                new Mistake(ROUTES, "uri: log:greet", "uri: «logg:greet", "there is no component 'logg'"),
                new Mistake(
                        ROUTES,
                        "level: INFO",
                        "«levle: INFO",
                        "'levle' is not an option of 'log:'; did you mean 'level'?"),
                new Mistake(
                        ROUTES, "delay: \"86400000\"", "«delay: daily", "'delay' must be a whole number, not 'daily'"),
                new Mistake(ROUTES, "level: INFO", "«level: LOUD", "'level' can't be 'LOUD'; it is one of TRACE"),
                new Mistake(
                        ROUTES,
                        "{{serai.routes-dir}}",
                        "{{serai.rotes-dir}}",
                        "nothing is set for '{{serai.rotes-dir}}'"),
                new Mistake(ROUTES, "\"${body} == null\"", "«\"${body} == \"", "this can't be read"),
                new Mistake(
                        ROUTES,
                        "exceptionType: java.lang.IllegalStateException",
                        "exceptionType: «java.lang.IllegalStatException",
                        "there is no class 'java.lang.IllegalStatException'"),
                new Mistake(ROUTES, "            - java.lang", "            - «acme.", "there is no class 'acme."),
                new Mistake(
                        CONTRACT,
                        "summary: Be greeted",
                        "«sumary: Be greeted",
                        "'sumary' is not a key of an operation; did you mean 'summary'?"),
                new Mistake(CONTRACT, "      operationId: greet-hello\n", "", "this operation needs 'operationId'"),
                new Mistake(CONTRACT, "operationId: greet-hello", "operationId: «hello", "must begin with 'greet-'"),
                new Mistake(
                        CONTRACT,
                        "operationId: greet-hello",
                        "operationId: «greet-helo",
                        "no route begins at 'direct:greet-helo'; did you mean 'direct:greet-hello'?"),
                new Mistake(
                        CONTRACT,
                        "$ref: \"#/components/schemas/Greeting\"",
                        "$ref: «\"#/components/schemas/Greting\"",
                        "there is no '#/components/schemas/Greting'; did you mean 'Greeting'?"),
                new Mistake(
                        CONTRACT,
                        "tags: [greetings]",
                        "tags: [«greeting]",
                        "the document has no tag 'greeting'; did you mean"),
                new Mistake(
                        CONTRACT, "{name}", "{nam}", "the path has '{nam}', but no parameter of that name is declared"),
                new Mistake(
                        CONTRACT,
                        "openapi: 3.1.0",
                        "openapi: 3.1.0\nopenapi: 3.1.0",
                        "'openapi' stands here for the second time"),
                new Mistake(PROVIDER, "header:", "«heder:", "'heder' is not a key of"),
                new Mistake(PROVIDER, "id: acme", "id: «acne", "'id' is 'acne', but the folder is 'acme'"),
                new Mistake(PROVIDER, "type: api_key", "type: «apikey", "'apikey'"),
                new Mistake(
                        PROVIDER,
                        "route: greet-hello",
                        "route: «greet-hallo",
                        "no route begins at 'direct:greet-hallo'; did you mean 'direct:greet-hello'?"));
    }

    @Test
    void whatIsRightHasNoFaults() {
        assertThat(CheckRoutes.findings(right(), SURROUNDINGS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundWhereItIsAndWithAHint(Mistake mistake) {
        SortedMap<String, String> files = right();
        assertThat(files.get(mistake.file())).contains(mistake.right());
        String marked = files.get(mistake.file()).replace(mistake.right(), mistake.wrong());
        files.put(mistake.file(), marked.replace("«", ""));

        List<Finding> findings = CheckRoutes.findings(files, SURROUNDINGS);

        assertThat(findings).extracting(Finding::line).anySatisfy(line -> assertThat(line)
                .startsWith(mistake.file() + ":" + place(marked))
                .contains(mistake.message()));
        // One mistake may show in another place too, but not in many.
        assertThat(findings).hasSizeLessThanOrEqualTo(3);
    }

    /** @return the marked place; no place when nothing is marked */
    private static String place(String marked) {
        int mark = marked.indexOf('«');
        if (mark < 0) {
            return "";
        }
        String before = marked.substring(0, mark);
        return before.lines().count() + ":" + (mark - before.lastIndexOf('\n')) + ": ";
    }

    @Test
    void aFileThatCantBeReadIsNotHeldAgainstThoseThatNameItsRoutes() {
        SortedMap<String, String> files = right();
        files.put(
                "routes/greet/more.camel.yaml",
                RIGHT_ROUTES.replace("greet", "more").replace("polite", "politer"));
        files.put(ROUTES, "- route: [");

        assertThat(CheckRoutes.findings(files, SURROUNDINGS))
                .extracting(Finding::file)
                .containsOnly(ROUTES);
    }

    @Test
    void ofTwoFilesWithTheSameNameTheOneThatDidNotHaveItBeforeIsAtFault() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("routes/a.camel.yaml", RIGHT_ROUTES.replace("polite", "politer"));
        files.put(ROUTES, RIGHT_ROUTES);

        List<Finding> findings = RouteCheck.of(
                        files,
                        SURROUNDINGS,
                        Map.of(
                                RouteCheck.name("route", "greet"),
                                ROUTES,
                                RouteCheck.name("route", "greet-log"),
                                ROUTES,
                                RouteCheck.name("route", "greet-daily"),
                                ROUTES,
                                "direct:greet-hello",
                                ROUTES,
                                "direct:greet-log",
                                ROUTES),
                        new TreeMap<>())
                .findings();

        assertThat(findings).isNotEmpty().extracting(Finding::file).containsOnly("routes/a.camel.yaml");
    }

    @Test
    void theShippedRoutesHaveNoFaults() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(CheckRoutes.run(List.of("routes"), new PrintStream(out, true, StandardCharsets.UTF_8)))
                .as(out.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void theCommandPrintsEveryFaultAndFails(@TempDir Path directory) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), directory);
        Path file = directory.resolve("webhooks/retention.camel.yaml");
        Files.writeString(
                file, Files.readString(file).replace("makeRoom", "makeRom").replace("forget", "forgot"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = CheckRoutes.run(List.of(directory.toString()), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":14:21: bean 'retention' has no method 'makeRom'"))
                .contains("2 faults");
    }

    @Test
    void aDirectoryWithoutRoutesIsNoSuccess(@TempDir Path directory) {
        assertThat(CheckRoutes.run(List.of(directory.toString()), System.out)).isEqualTo(1);
    }

    private static SortedMap<String, String> right() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(ROUTES, RIGHT_ROUTES);
        files.put(CONTRACT, RIGHT_CONTRACT);
        files.put(PROVIDER, RIGHT_PROVIDER);
        return files;
    }
}
