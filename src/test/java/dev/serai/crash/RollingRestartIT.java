package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.platform.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hubs behind a balancer, each told to stop and started again in its turn, under load. */
class RollingRestartIT {

    private static final int TERMINATED = 143;

    // Longer than a test takes: whatever arrives was finished or given back, and had not to wait for an end.
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String NODE_TIMEOUT = "10m";

    private final EmbeddedPostgres server = EmbeddedPostgres.start(HubProcess.newData("rolling-database"), Map.of());
    private final DatabaseAccess database = DatabaseAccess.to(server);
    private final Receiver receiver = new Receiver();
    private HubProcess one;
    private HubProcess other;

    @BeforeEach
    void startBoth() {
        server.awaitReady();
        Path data = HubProcess.newData("rolling");
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("SERAI_SHUTDOWN_DRAIN", "2s");
        settings.put("SERAI_DELIVERY_NODE_TIMEOUT", NODE_TIMEOUT);
        settings.put("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "3");
        one = HubProcess.start("one-rolling", data, settings);
        other = HubProcess.start("other-rolling", data, settings);
        one.awaitReady();
        other.awaitReady();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        receiver.close();
        server.close();
    }

    @Test
    void failsNoCallAndLosesNothingWhileHubsAreRestartedInTurn() throws Exception {
        receiver.expect(new HubClient(one.uri()).createWebhook(receiver.uri(), TIMEOUT));
        try (Balancer balancer = new Balancer(one, other);
                SteadyLoad load = new SteadyLoad(balancer)) {
            // The next version has migrated already; what restarts is still this one.
            migrateFurther();
            for (HubProcess hub : new HubProcess[] {one, other}) {
                awaitMore(load, 100);
                hub.terminate();
                assertThat(hub.awaitExit()).isEqualTo(TERMINATED);
                awaitMore(load, 100);
                hub.startAgain().awaitReady();
                awaitTrue("both take calls again", () -> balancer.ready() == 2);
            }
            awaitMore(load, 100);
            load.end();

            assertThat(load.failures()).isEmpty();
            await("every accepted event arrives")
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> receiver.has(load.accepted()));
            receiver.assertGenuineAndUnderOneId();
        }
    }

    @Test
    void givesAHungReceiversDeliveriesToTheOtherHubEvenWhenToldTwiceToStop() throws Exception {
        HubClient client = new HubClient(one.uri());
        receiver.expect(client.createWebhook(receiver.uri(), TIMEOUT));
        receiver.hold();
        for (int number = 1; number <= 40; number++) {
            assertThat(client.postEvent(number).statusCode()).isEqualTo(202);
        }
        awaitTrue(
                "both hubs hold some",
                () -> database.number("SELECT count(DISTINCT node_id) FROM delivery_due WHERE node_id IS NOT NULL")
                        == 2);
        long begun = System.nanoTime();
        one.terminate();
        awaitTrue("it is not ready any more", () -> client.health() == 503);
        assertThat(client.postEvent(41).statusCode())
                .as("a call while it drains")
                .isEqualTo(202);
        one.terminate();
        assertThat(one.awaitExit()).isEqualTo(TERMINATED);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
        assertThat(database.number("SELECT count(*) FROM hub_node")).isOne();
        receiver.release();

        await("the other hub delivers all")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> receiver.count() == 41);
        receiver.assertGenuineAndUnderOneId();
    }

    /** Leaves the schema as a later version would: each table has a column that this version does not know. */
    private void migrateFurther() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '20s'");
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    """
                    SELECT c.oid::regclass::text FROM pg_class c
                    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                        AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
                    """)) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            // Each by itself: whoever locks one table while waiting for another can meet the hubs in a ring.
            for (String table : tables) {
                statement.execute("ALTER TABLE " + table + " ADD COLUMN of_the_next_version text");
            }
            statement.execute(
                    """
                    INSERT INTO flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                    VALUES (9999, '9999', 'next', 'SQL', 'V9999__next.sql', 1, 'next', 1, true)
                    """);
        }
    }

    private static void awaitMore(SteadyLoad load, int count) {
        int before = load.accepted().size();
        awaitTrue("more events are accepted", () -> load.accepted().size() >= before + count);
    }

    private static void awaitTrue(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
