package dev.serai.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.api.RunningHub;
import dev.serai.provider.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** Routes that come, change and go while the hub runs. */
@ExtendWith(OutputCaptureExtension.class)
class RouteWatchIT extends RunningHub {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path FOLDER = ROUTES.resolve("live");
    private static final Path FILE = FOLDER.resolve("echo.camel.yaml");

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private ConfigurableListableBeanFactory beans;

    @Autowired
    private Providers providers;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @BeforeEach
    void dropEchoIn() {
        write(FILE, echo("one"));
        await().atMost(PATIENCE).until(() -> camel.getRoute("echo") != null);
        assertThat(say()).isEqualTo("one");
    }

    @AfterEach
    void takeEverythingAway() throws IOException {
        callers.shutdownNow();
        FileSystemUtils.deleteRecursively(FOLDER);
        await().atMost(PATIENCE)
                .until(() -> camel.getRoutes().stream().noneMatch(route -> "live".equals(route.getGroup())));
    }

    @Test
    void aNewFilesRoutesComeWithTheirVersionAndGoWithTheFile() throws IOException {
        assertThat(camel.getRoute("echo").getProperties())
                .containsEntry("file", FILE.toString())
                .containsKeys("since");
        assertThat(version("echo")).matches("[0-9a-f]{10}");

        Files.delete(FILE);

        await().atMost(PATIENCE).until(() -> camel.getRouteController().getRouteStatus("echo") == null);
    }

    @Test
    void aChangedFileIsTakenOverAndSoIsTheWayBack() {
        String first = version("echo");

        write(FILE, echo("two"));
        await().atMost(PATIENCE).until(() -> say().equals("two"));
        assertThat(version("echo")).isNotEqualTo(first);

        write(FILE, "# A comment changes no route.\n" + echo("one"));
        await().atMost(PATIENCE).until(() -> say().equals("one"));
        assertThat(version("echo")).isEqualTo(first);
    }

    @Test
    void aFileThatCantStartIsRefusedWithItsPlaceAndTheLastGoodRouteStays(CapturedOutput output) {
        // Nothing is misspelt in it, but nothing can be sent there.
        write(FILE, echo("two").replace("log:live", "scheduler:live"));

        await().atMost(PATIENCE).until(() -> output.getAll().contains("this can't start: "));
        assertThat(output.getAll()).contains(FILE + " can't be taken over; what it was stays:\n" + FILE + ":");
        assertThat(say()).isEqualTo("one");
    }

    @Test
    void aFileWithAMisspeltWordIsRefusedAndOthersAreTakenOver(CapturedOutput output) {
        write(FILE, echo("two").replace("description:", "descripton:"));
        Path other = FOLDER.resolve("deeper/other.camel.yaml");
        write(other, echo("other").replace("echo", "other"));

        await().atMost(PATIENCE).until(() -> camel.getRoute("other") != null);
        assertThat(output.getAll())
                .contains(FILE + ":4:5: 'descripton' is not a key of 'route'; did you mean 'description'?");
        assertThat(say()).isEqualTo("one");
    }

    @Test
    void aRouteThatThisHubLeavesOutMayChangeAndComesWhenItIsWanted(CapturedOutput output) {
        Path leftOut = FOLDER.resolve("left-out.camel.yaml");
        String unwanted = echo("later")
                .replace("id: echo", "id: left-out\n    precondition: \"'{{serai.kafka.brokers:}}' != ''\"")
                .replace("direct:echo", "kafka:no-topic");
        write(leftOut, unwanted);
        await().atMost(PATIENCE).until(() -> output.getAll().contains("Route left-out is new"));
        assertThat(camel.getRoute("left-out")).isNull();

        write(leftOut, unwanted.replace("later", "changed"));
        await().atMost(PATIENCE).until(() -> output.getAll().contains("Route left-out is changed"));
        assertThat(beans.containsSingleton("kafka"))
                .as("a component that is only looked at is made")
                .isFalse();
        write(leftOut, unwanted.replace("!= ''", "== ''").replace("kafka:no-topic", "direct:no-topic"));
        await().atMost(PATIENCE).until(() -> camel.getRoute("left-out") != null);

        assertThat(output.getAll()).doesNotContain("left-out.camel.yaml can't be taken over");
    }

    @Test
    void aChangeThatFailsHalfWayIsTakenBackWhole(CapturedOutput output) {
        camel.addComponent("unwilling", new Unwilling());
        String first = version("echo");

        // In the order of their ids: the one has been exchanged when the other does not start.
        write(FILE, echo("two") + echo("never").replace("echo", "second").replace("direct:second", "unwilling:second"));

        await().atMost(PATIENCE).until(() -> output.getAll().contains("this can't start: "));
        assertThat(output.getAll()).contains("Nobody comes in here");
        await().atMost(PATIENCE).until(() -> version("echo").equals(first));
        assertThat(say()).isEqualTo("one");
        assertThat(camel.getRouteController().getRouteStatus("second")).isNull();

        write(FILE, echo("three"));
        await().atMost(PATIENCE).until(() -> say().equals("three"));
    }

    @Test
    void aRouteConfigurationThatIsNamedByAPatternRebuildsTheRoutesThatUseItWhenItIsChanged() {
        Path configuration = FOLDER.resolve("configuration.camel.yaml");
        write(configuration, configuration("one"));
        write(
                FILE,
                echo("said")
                        .replace("errorHandler:\n      noErrorHandler: {}", "routeConfigurationId: \"live-*\"")
                        .replace(
                                "- to: log:live",
                                "- throwException: {exceptionType: java.io.IOException, message: no}"));
        await().atMost(PATIENCE).until(() -> say().equals("caught by one"));
        String first = version("echo");

        write(configuration, configuration("two"));

        await().atMost(PATIENCE).until(() -> say().equals("caught by two"));
        assertThat(version("echo")).isNotEqualTo(first);
    }

    @Test
    void whatIsUnderWayEndsInTheRouteThatItBeganIn() throws Exception {
        Gate gate = new Gate();
        camel.getRegistry().bind("heldUp", gate);
        String before = version("echo");
        write(
                FILE,
                echo("slow").replace("- to: log:live", "- bean: {ref: heldUp, method: pass}\n        - to: log:live"));
        await().atMost(PATIENCE).until(() -> !Set.of("", before).contains(version("echo")));
        Future<String> underWay = callers.submit(this::say);
        await().atMost(PATIENCE).until(() -> gate.waiting.get() == 1);

        String slow = version("echo");
        write(FILE, echo("two"));
        await().atMost(PATIENCE).until(() -> !Set.of("", slow).contains(version("echo")));

        assertThat(say()).isEqualTo("two");
        assertThat(underWay.isDone()).isFalse();
        gate.open.complete(null);
        assertThat(underWay.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void nobodyWhoCallsARouteThatIsExchangedFailsOrWaitsLong() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        List<Future<Long>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(callers.submit(() -> {
                long longest = 0;
                while (!over.get()) {
                    long began = System.nanoTime();
                    assertThat(say()).matches("one|version \\d");
                    longest = Math.max(longest, System.nanoTime() - began);
                    calls.incrementAndGet();
                }
                return longest;
            }));
        }
        for (int i = 0; i < 5; i++) {
            String text = "version " + i;
            write(FILE, echo(text));
            await().atMost(PATIENCE).until(() -> say().equals(text));
        }
        over.set(true);

        for (Future<Long> result : results) {
            assertThat(Duration.ofNanos(result.get(10, TimeUnit.SECONDS))).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(calls.get()).isGreaterThan(100);
    }

    @Test
    void aChangedTemplateRebuildsTheRoutesMadeOfIt() {
        Path template = FOLDER.resolve("template.camel.yaml");
        write(template, template("hello"));
        write(
                FOLDER.resolve("made.camel.yaml"),
                """
                - templatedRoute:
                    routeTemplateRef: sayer
                    routeId: sayer-ada
                    parameters:
                      - name: who
                        value: Ada
                """);
        await().atMost(PATIENCE).until(() -> camel.getRoute("sayer-ada") != null);
        assertThat(producer.requestBody("direct:sayer-Ada", "", String.class)).isEqualTo("hello Ada");
        String first = version("sayer-ada");

        write(template, template("goodbye"));

        await().atMost(PATIENCE).until(() -> !Set.of("", first).contains(version("sayer-ada")));
        assertThat(producer.requestBody("direct:sayer-Ada", "", String.class)).isEqualTo("goodbye Ada");
    }

    @Test
    void aRouteThatSomebodyHasStoppedStaysSoWhenItIsChangedAndStartsInItsNewVersion() throws Exception {
        camel.getRouteController().stopRoute("echo");
        String first = version("echo");

        write(FILE, echo("two"));

        await().atMost(PATIENCE).until(() -> !Set.of("", first).contains(version("echo")));
        assertThat(camel.getRouteController().getRouteStatus("echo").isStopped())
                .isTrue();
        String second = version("echo");
        write(FILE, echo("three"));
        await().atMost(PATIENCE).until(() -> !Set.of("", second).contains(version("echo")));
        assertThat(camel.getRouteController().getRouteStatus("echo").isStopped())
                .isTrue();
        camel.getRouteController().startRoute("echo");
        assertThat(say()).isEqualTo("three");
    }

    @Test
    void aRouteThatAProvidersFileNamesIsNotTakenAwayUntilTheProviderIs(CapturedOutput output) throws IOException {
        Path folder = ROUTES.resolve("providers/dropped");
        Path routes = folder.resolve("read.camel.yaml");
        Path provider = folder.resolve("provider.yaml");
        write(routes, echo("read").replace("echo", "dropped-read"));
        await().atMost(PATIENCE).until(() -> camel.getRoute("dropped-read") != null);
        write(
                provider,
                """
                id: dropped
                name: Dropped
                category: crm
                authentication:
                  - type: none
                dataTypes:
                  things:
                    route: dropped-read
                """);
        await().atMost(PATIENCE).until(() -> providers.find("dropped").isPresent());

        Files.delete(routes);
        await().atMost(PATIENCE)
                .until(
                        () -> output.getAll()
                                .contains(
                                        "a route must begin at 'direct:dropped-read', since the file of the provider 'dropped' names it"));
        assertThat(camel.getRoute("dropped-read")).isNotNull();

        Files.delete(provider);
        await().atMost(PATIENCE).until(() -> camel.getRouteController().getRouteStatus("dropped-read") == null);
        Files.delete(folder);
    }

    private static String template(String word) {
        return """
                - routeTemplate:
                    id: sayer
                    parameters:
                      - name: who
                    route:
                      group: live
                      description: Says a word to somebody
                      from:
                        uri: direct:sayer-{{who}}
                        steps:
                          - setBody:
                              simple:
                                expression: "%s {{who}}"
                """
                .formatted(word);
    }

    private static String configuration(String name) {
        return """
                - routeConfiguration:
                    id: live-faults
                    description: Says who has caught a fault
                    onException:
                      - onException:
                          exception:
                            - java.io.IOException
                          handled:
                            constant:
                              expression: "true"
                          steps:
                            - setBody:
                                constant:
                                  expression: caught by %s
                """
                .formatted(name);
    }

    /** Endpoints from which no route can begin. */
    private static final class Unwilling extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            throw new IllegalStateException("Nobody comes in here");
                        }
                    };
                }
            };
        }
    }

    /** Holds whoever comes until it is opened. */
    public static final class Gate {
        private final CompletableFuture<Void> open = new CompletableFuture<>();
        private final AtomicInteger waiting = new AtomicInteger();

        /** Lets the caller pass when the gate is open. */
        public void pass() throws Exception {
            waiting.incrementAndGet();
            open.get(30, TimeUnit.SECONDS);
        }
    }

    private String say() {
        return producer.requestBody("direct:echo", "", String.class);
    }

    private String version(String route) {
        Route found = camel.getRoute(route);
        // Gone for the blink in which it is exchanged.
        return found == null ? "" : (String) found.getProperties().get("version");
    }

    private static String echo(String text) {
        return """
                - route:
                    id: echo
                    group: live
                    description: Says something
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:echo
                      steps:
                        - setBody:
                            constant:
                              expression: %s
                        - to: log:live
                """
                .formatted(text);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
