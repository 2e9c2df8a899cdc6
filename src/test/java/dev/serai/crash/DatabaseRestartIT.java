package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.platform.database.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A hub whose database, run by others, is restarted while it works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseRestartIT {

    private static final int EVENTS = 2_000;

    private final Path databaseHome = HubProcess.newData("restarted-database");
    private EmbeddedPostgres database = EmbeddedPostgres.start(databaseHome, Map.of());
    private HubProcess hub;
    private HubClient client;
    private HubClient management;
    private Receiver receiver;
    private HubClient.Webhook webhook;

    @BeforeAll
    void start() {
        database.awaitReady();
        hub = HubProcess.start(
                        "database-restart",
                        HubProcess.newData("database-restart"),
                        DatabaseAccess.to(database).settings())
                .awaitReady();
        client = new HubClient(hub.uri());
        management = new HubClient(hub.managementUri());
    }

    @AfterAll
    void stop() {
        hub.close();
        database.close();
    }

    @BeforeEach
    void makeWebhook() throws Exception {
        receiver = new Receiver();
        webhook = client.createWebhook(receiver.uri(), Duration.ofSeconds(5));
        receiver.expect(webhook);
    }

    @AfterEach
    void removeWebhook() throws Exception {
        receiver.close();
        client.delete("/api/v1/integrations/webhooks/" + webhook.id());
    }

    @Test
    void losesNothingWhenItsDatabaseIsShutDownFast() throws Exception {
        assertThatNothingIsLost(() -> database.close());
    }

    @Test
    void losesNothingWhenItsDatabaseIsShutDownImmediately() throws Exception {
        assertThatNothingIsLost(() -> {
            ProcessHandle server = database.server();
            new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            server.onExit().join();
            database.close();
        });
    }

    /** Takes the database away. */
    @FunctionalInterface
    private interface Outage {
        void begin() throws Exception;
    }

    private void assertThatNothingIsLost(Outage outage) throws Exception {
        try (Load load = Load.start(EVENTS, hub)) {
            load.awaitAccepted(500);
            outage.begin();
            assertThatCallersAreTold();
            database = EmbeddedPostgres.start(databaseHome, Map.of());
            database.awaitReady();
            awaitHealth(200);
            assertThat(management.get("/health/readiness").statusCode()).isEqualTo(200);
            load.awaitEnd();

            assertThat(load.statuses()).containsOnly(202, 503);
            assertThat(load.unanswered()).isEmpty();
            await("every accepted event arrives")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> receiver.has(load.accepted()));
            receiver.assertGenuineAndUnderOneId();
        }
    }

    private void assertThatCallersAreTold() throws Exception {
        awaitHealth(503);
        assertThat(management.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(management.get("/health/liveness").statusCode()).isEqualTo(200);
        HttpResponse<String> event = client.postEvent(-1);
        assertThat(event.statusCode()).as(event.body()).isEqualTo(503);
        assertThat(event.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(event.headers().firstValue("Retry-After")).isPresent();
        assertThat(HubClient.json(event).path("status").asInt()).isEqualTo(503);
        HttpResponse<String> webhooks = client.get("/api/v1/integrations/webhooks");
        assertThat(webhooks.statusCode()).as(webhooks.body()).isEqualTo(503);
        assertThat(HubClient.json(webhooks).path("statusCode").asInt()).isEqualTo(503);
        assertThat(HubClient.json(webhooks).path("error").asText()).isEqualTo("Service Unavailable");
    }

    private void awaitHealth(int status) {
        await("health")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> client.health() == status);
    }
}
