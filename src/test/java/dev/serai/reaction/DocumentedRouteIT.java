package dev.serai.reaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import dev.serai.provider.slack.SlackStandIn.Posted;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** The route of docs/routes.md that reacts to an event and posts to Slack, dropped into a hub that runs. */
class DocumentedRouteIT extends RunningHub {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KIND = "event-" + DocumentedRoute.ID;

    @Autowired
    private CamelContext camel;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private MeterRegistry meters;

    private final String company = UUID.randomUUID().toString();
    private final String token = token(Map.of("companyId", company, "permissions", Tokens.ALL_PERMISSIONS));
    private final String hook = SLACK.addHook();

    @BeforeEach
    void dropItIn() throws IOException {
        connect();
        take(DocumentedRoute.content());
    }

    @AfterEach
    void takeItAway() throws IOException {
        SLACK.faults().clear();
        FileSystemUtils.deleteRecursively(ROUTES.resolve("acme"));
        await().atMost(SOON).until(() -> camel.getRoute(DocumentedRoute.ID) == null);
        database.update("DELETE FROM task WHERE kind = ?", KIND);
    }

    @Test
    void postsToTheSlackOfTheTenantWhoseEventItIs() {
        hire(token, "Ada");
        // Somebody without Slack, and an event of another type.
        hire(token(Map.of("companyId", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS)), "Eve");
        event(token, "application.created", "{\"candidateName\":\"Bob\"}");

        await().atMost(SOON).until(() -> SLACK.messages(hook).size() == 1);
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(SLACK.messages(hook)).extracting(Posted::text).containsExactly("Ada was hired as Lead");
    }

    @Test
    void isGivenTheEventAgainWhenItFails() {
        SLACK.faults().add(2, toHook(), Fault.status(500, Map.of(), "rollup_error"));

        hire(token, "Ada");

        await().atMost(SOON).until(() -> waiting() == 0 && SLACK.messages(hook).size() == 1);
        assertThat(SLACK.calls().stream().filter(toHook())).hasSize(3);
    }

    @Test
    void getsWhatHappenedWhileItWasStopped() throws Exception {
        camel.getRouteController().stopRoute(DocumentedRoute.ID);
        hire(token, "Ada");
        assertThat(waiting()).isOne();

        // An edit leaves a route stopped that was stopped by hand.
        take(DocumentedRoute.content().replace("was hired as", "is our new"));
        assertThat(camel.getRouteController().getRouteStatus(DocumentedRoute.ID).isStopped())
                .isTrue();
        hire(token, "Bob");
        camel.getRouteController().startRoute(DocumentedRoute.ID);

        await().atMost(SOON).until(() -> SLACK.messages(hook).size() == 2);
        assertThat(SLACK.messages(hook))
                .extracting(Posted::text)
                .containsExactlyInAnyOrder("Ada is our new Lead", "Bob is our new Lead");
    }

    @Test
    void keepsWhatItGaveUpUntilItIsTriedAnew() throws IOException {
        take(DocumentedRoute.content().replace("events:application.hired", "events:application.*?attempts=2"));
        SLACK.faults().add(2, toHook(), Fault.status(500, Map.of(), "rollup_error"));

        hire(token, "Ada");

        await().atMost(SOON)
                .until(() -> count("SELECT count(*) FROM task WHERE kind = ? AND due_at = 'infinity'") == 1);
        assertThat(database.queryForObject("SELECT error FROM task WHERE kind = ?", String.class, KIND))
                .startsWith("Route acme-hired failed for the last time on event ")
                .contains("(application.hired): ");
        assertThat(meters.get("serai.tasks")
                        .tags("kind", KIND, "outcome", "given-up")
                        .timer()
                        .count())
                .isOne();
        database.update("UPDATE task SET due_at = now(), attempt = 0, error = NULL WHERE kind = ?", KIND);
        await().atMost(SOON).until(() -> waiting() == 0 && SLACK.messages(hook).size() == 1);
    }

    @Test
    void comesAgainOnlyForTheConnectionThatFailed() {
        String first = hook;
        String second = SLACK.addHook();
        connect(second);
        SLACK.faults().add(2, to(first), Fault.status(500, Map.of(), "rollup_error"));

        hire(token, "Ada");

        await().atMost(SOON).until(() -> waiting() == 0 && SLACK.messages(first).size() == 1);
        assertThat(SLACK.messages(second)).hasSize(1);
    }

    @Test
    void getsEveryEventWhileItIsEdited() throws Exception {
        AtomicBoolean edited = new AtomicBoolean();
        CompletableFuture<Integer> hired = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!edited.get()) {
                hire(token, "candidate-" + count++);
            }
            return count;
        });
        try {
            for (int edit = 1; edit <= 8; edit++) {
                take(DocumentedRoute.content().replace("was hired as", "was hired (" + edit + ") as"));
            }
        } finally {
            edited.set(true);
        }
        int count = hired.get(30, TimeUnit.SECONDS);

        await().atMost(SOON.multipliedBy(4))
                .until(() -> SLACK.messages(hook).stream()
                                .map(message -> message.text().split(" ")[0])
                                .distinct()
                                .count()
                        == count);
    }

    private void take(String content) throws IOException {
        String before = version();
        DocumentedRoute.write(ROUTES, content);
        await().atMost(SOON).until(() -> !version().isEmpty() && !version().equals(before));
    }

    private String version() {
        Route route = camel.getRoute(DocumentedRoute.ID);
        return route == null ? "" : String.valueOf(route.getProperties().get("version"));
    }

    private long waiting() {
        return count("SELECT count(*) FROM task WHERE kind = ?");
    }

    private long count(String query) {
        return database.queryForObject(query, Long.class, KIND);
    }

    private void connect() {
        connect(hook);
    }

    private void connect(String hook) {
        Reply made = send(
                "POST",
                "/api/v1/integrations",
                token,
                "{\"name\":\"" + hook + "\",\"type\":\"slack\",\"config\":{\"webhookUrl\":\"" + hook
                        + "\",\"events\":[]}}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    private void hire(String caller, String name) {
        event(caller, "application.hired", "{\"candidateName\":\"" + name + "\",\"position\":\"Lead\"}");
    }

    private void event(String caller, String type, String data) {
        Reply taken = send("POST", "/events", caller, "{\"event\":\"" + type + "\",\"data\":" + data + "}");
        assertThat(taken.status()).as(taken.body()).isEqualTo(202);
    }

    private Predicate<Call> toHook() {
        return to(hook);
    }

    private static Predicate<Call> to(String hook) {
        // A check of the connection sends an empty message.
        return call -> hook.endsWith(call.path()) && call.body().contains("text");
    }
}
