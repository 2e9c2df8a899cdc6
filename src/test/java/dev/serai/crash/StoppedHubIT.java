package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub that is told to stop, and one that can't start. */
class StoppedHubIT {

    /** What a Java program answers a SIGTERM with. */
    private static final int TERMINATED = 143;

    private static final int EVENTS = 2_000;

    private final Receiver receiver = new Receiver();
    private final ExecutorService sender = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        sender.shutdownNow();
        receiver.close();
    }

    @Test
    void answersWhatIsUnderWayBeforeItStops() throws Exception {
        try (HubProcess hub = start("stopped-in-a-call", Map.of())) {
            HubClient client = new HubClient(hub.uri());
            client.createWebhook(receiver.uri(), Duration.ofSeconds(5));
            ProcessHandle postgres = hub.postgres().orElseThrow();
            Future<HttpResponse<String>> answer;
            try (Connection connection = hub.database().connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE event IN EXCLUSIVE MODE");
                answer = sender.submit(() -> client.postEvent(1));
                awaitTrue(
                        "the event waits for the lock",
                        () -> hub.database().number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
                hub.terminate();
                awaitTrue("the hub takes no calls any more", () -> client.health() != 200);
                connection.rollback();
            }

            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
            assertThat(hub.awaitExit()).isEqualTo(TERMINATED);
            assertThat(postgres.isAlive()).as("its PostgreSQL runs").isFalse();
        }
    }

    @Test
    void deliversAfterItsNextStartWhatItStoppedWith() throws Exception {
        // Its receiver never answers, so the hub has to leave deliveries behind.
        Map<String, String> settings = Map.of("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "3");
        try (HubProcess hub = start("stopped-under-load", settings)) {
            HubClient client = new HubClient(hub.uri());
            receiver.expect(client.createWebhook(receiver.uri(), Duration.ofSeconds(60)));
            receiver.hold();
            try (Load load = Load.start(EVENTS, hub)) {
                load.awaitAccepted(500);
                ProcessHandle postgres = hub.postgres().orElseThrow();
                hub.terminate();
                assertThat(hub.awaitExit()).isEqualTo(TERMINATED);
                assertThat(postgres.isAlive()).as("its PostgreSQL runs").isFalse();
                receiver.release();
                hub.startAgain().awaitReady();
                load.awaitEnd();

                await("every accepted event arrives")
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> receiver.has(load.accepted()));
                receiver.assertGenuineAndUnderOneId();
                assertThat(load.statuses()).isSubsetOf(202, 503);
            }
        }
    }

    @Test
    void refusesTheDirectoryAndThePortOfAHubThatRuns() {
        try (HubProcess hub = start("first", Map.of())) {
            try (HubProcess second = HubProcess.startOnDataOf(hub, "second-in-the-same-directory")) {
                assertThat(second.awaitExit()).isNotIn(0, TERMINATED);
                assertThat(second.output())
                        .contains("is used by another running hub", "SERAI_DATA_DIR")
                        .doesNotContain("\tat ");
                assertThat(hub.postgres()).as("the first hub's PostgreSQL").isPresent();
            }
            try (HubProcess second = HubProcess.startOnPortOf(hub, "second-on-the-same-port")) {
                assertThat(second.awaitExit()).isNotIn(0, TERMINATED);
                assertThat(second.output()).contains("was already in use");
                assertThat(second.postgres()).as("the second hub's PostgreSQL").isEmpty();
            }
            assertThat(new HubClient(hub.uri()).isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SERAI_JWT_SECRET, short, serai.jwt.secret",
        "SERAI_EGRESS_ALLOW, the house next door, serai.egress.allow",
    })
    void namesASettingThatItCantStartWith(String setting, String value, String property) {
        String name = "bad-" + property;
        try (HubProcess hub = HubProcess.start(name, HubProcess.newData(name), Map.of(setting, value))) {
            assertThat(hub.awaitExit()).isNotIn(0, TERMINATED);
            assertThat(hub.output()).contains(property);
            assertThat(hub.postgres()).as("its PostgreSQL").isEmpty();
        }
    }

    private static HubProcess start(String name, Map<String, String> settings) {
        return HubProcess.start(name, HubProcess.newData(name), settings).awaitReady();
    }

    private static void awaitTrue(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
