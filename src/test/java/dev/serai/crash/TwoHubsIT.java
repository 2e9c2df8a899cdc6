package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.platform.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Two hubs that share a database and a data directory, and nothing else. */
class TwoHubsIT {

    private static final int EVENTS = 3_000;

    // A claim outlives this by 15 s, so within the first minute only a takeover brings back what a dead hub had
    // claimed.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TAKEOVER = Duration.ofSeconds(45);

    private final EmbeddedPostgres server = EmbeddedPostgres.start(HubProcess.newData("shared-database"), Map.of());
    private final DatabaseAccess database = DatabaseAccess.to(server);
    private final Path routes = HubProcess.newData("two-hubs-routes");
    private final Receiver receiver = new Receiver();
    private HubProcess one;
    private HubProcess other;

    @BeforeEach
    void startBothAtOnce() throws IOException {
        server.awaitReady();
        Path data = HubProcess.newData("two-hubs");
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("SERAI_ROUTES_DIR", routes.toString());
        one = HubProcess.start("one-of-two-hubs", data, settings);
        other = HubProcess.start("other-of-two-hubs", data, settings);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        receiver.close();
        server.close();
    }

    @Test
    void startTogetherOnANewDatabaseAndOneTakesOverWhatTheOtherHadClaimedWhenItIsKilled() throws Exception {
        one.awaitReady();
        other.awaitReady();
        HubClient client = new HubClient(one.uri());
        HubClient.Webhook webhook = client.createWebhook(receiver.uri(), TIMEOUT);
        receiver.expect(webhook);
        receiver.hold();
        try (Load load = Load.start(EVENTS, one, other)) {
            load.awaitAccepted(300);
            awaitCount(2, "SELECT count(DISTINCT node_id) FROM delivery_due WHERE node_id IS NOT NULL");
            one.kill();
            awaitCount(1, "SELECT count(*) FROM hub_node");
            awaitCount(
                    0,
                    """
                    SELECT count(*) FROM delivery_due d WHERE d.node_id IS NOT NULL
                        AND NOT EXISTS (SELECT FROM hub_node n WHERE n.id = d.node_id)
                    """);
            receiver.release();
            assertThatAllArrive(load);

            one.startAgain().awaitReady();
            awaitCount(2, "SELECT count(*) FROM hub_node");
            load.awaitEnd();
            assertThatAllArrive(load);
            receiver.assertGenuineAndUnderOneId();
            assertThat(load.statuses()).containsOnly(202);
            await("every delivery is settled once")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> client.figures(webhook)
                            .equals(new HubClient.Figures(receiver.count(), receiver.count(), 0, 0)));
        }
    }

    @Test
    void runTheSameVersionOfARouteThatWasEdited() throws Exception {
        one.awaitReady();
        other.awaitReady();
        Path file = routes.resolve("webhooks/deliver.camel.yaml");

        Files.writeString(file, Files.readString(file).replaceFirst("description: Send", "description: Now send"));

        assertThat(newVersion(one, "webhook-deliver")).isEqualTo(newVersion(other, "webhook-deliver"));
    }

    private static String newVersion(HubProcess hub, String route) {
        Pattern told = Pattern.compile("Route " + route + " is changed: version ([0-9a-f]+) of ");
        await("the route is exchanged").atMost(TAKEOVER).until(() -> told.matcher(hub.output())
                .find());
        Matcher version = told.matcher(hub.output());
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private void assertThatAllArrive(Load load) {
        await("every event accepted so far arrives")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> receiver.has(load.accepted()));
    }

    private void awaitCount(long expected, String query) {
        await(query)
                .atMost(TAKEOVER)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> database.number(query) == expected);
    }
}
