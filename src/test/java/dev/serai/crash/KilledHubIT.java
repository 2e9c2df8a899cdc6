package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A hub with its own PostgreSQL, when one of the two is killed. */
class KilledHubIT {

    private static final int EVENTS = 4_000;

    private final Receiver receiver = new Receiver();
    private HubProcess hub;
    private HubClient client;
    private HubClient.Webhook webhook;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        hub = HubProcess.start(name, HubProcess.newData(name), Map.of()).awaitReady();
        client = new HubClient(hub.uri());
        webhook = client.createWebhook(receiver.uri(), Duration.ofSeconds(5));
        receiver.expect(webhook);
    }

    @AfterEach
    void stop() {
        hub.close();
        receiver.close();
    }

    @Test
    void losesNothingWhenItIsKilledTwiceUnderLoad() throws Exception {
        try (Load load = Load.start(EVENTS, hub)) {
            for (int afterEvents : new int[] {800, 2_000}) {
                load.awaitAccepted(afterEvents);
                ProcessHandle orphan = hub.postgres().orElseThrow();
                hub.kill();
                assertThat(orphan.isAlive()).as("its PostgreSQL lives on").isTrue();
                hub.startAgain().awaitReady();
            }
            load.awaitEnd();

            assertThatAllArrive(load);
            assertThat(load.statuses()).containsOnly(202);
        }
    }

    @Test
    void recoversByItselfWhenItsPostgresIsKilledUnderLoad() throws Exception {
        try (Load load = Load.start(EVENTS, hub)) {
            load.awaitAccepted(1_000);
            ProcessHandle postgres = hub.postgres().orElseThrow();
            postgres.destroyForcibly();
            load.awaitEnd();

            assertThatAllArrive(load);
            assertThat(hub.postgres()).isPresent().get().isNotEqualTo(postgres);
            assertThat(load.statuses()).isSubsetOf(202, 503);
            assertThat(load.unanswered()).isEmpty();
        }
    }

    private void assertThatAllArrive(Load load) {
        await("every accepted event arrives")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> receiver.has(load.accepted()));
        receiver.assertGenuineAndUnderOneId();
        await("every delivery is settled")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    HubClient.Figures figures = client.figures(webhook);
                    assertThat(figures.pending()).isZero();
                    assertThat(figures.failed()).isZero();
                    assertThat(figures.success()).isEqualTo(receiver.count());
                });
    }
}
