package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.serai.platform.database.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same work done by one hub, by two on the same database, and by one again. {@code bench/nodes} makes it long enough to
 * tell how the rates compare.
 */
class HubsThroughputIT {

    private static final Logger LOG = LoggerFactory.getLogger(HubsThroughputIT.class);
    private static final int SECONDS = Integer.getInteger("serai.nodes.seconds", 1);
    private static final int DELIVERIES = Integer.getInteger("serai.nodes.deliveries", 2_000);
    private static final int CLIENTS = 16;
    private static final int BATCH = 500;

    private final EmbeddedPostgres server = EmbeddedPostgres.start(HubProcess.newData("nodes-database"), Map.of());
    private final DatabaseAccess database = DatabaseAccess.to(server);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> settings = new HashMap<>();
    private final Path data = HubProcess.newData("nodes");
    private HttpServer receiver;
    private HubProcess one;
    private HubProcess other;

    @BeforeEach
    void startOne() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        receiver.setExecutor(threads);
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        server.awaitReady();
        settings.putAll(database.settings());
        settings.put("SERAI_SHUTDOWN_DRAIN", "0s");
        one = HubProcess.start("one-of-nodes", data, settings).awaitReady();
    }

    @AfterEach
    void stop() {
        one.close();
        if (other != null) {
            other.close();
        }
        receiver.stop(0);
        threads.shutdownNow();
        server.close();
    }

    /**
     * What hubs reached.
     *
     * @param accepted events a second
     * @param delivered deliveries a second
     * @param acceptedLog bytes that PostgreSQL logged for an event
     * @param deliveredLog bytes that it logged for a delivery
     */
    private record Rates(double accepted, double delivered, double acceptedLog, double deliveredLog) {}

    @Test
    void twoHubsShareTheWorkOfOne() throws Exception {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        new HubClient(one.uri()).createWebhook(url, Duration.ofSeconds(30));
        // What Java has not compiled yet is another measurement.
        measure(one);
        Rates before = measure(one);
        other = HubProcess.start("other-of-nodes", data, settings).awaitReady();
        measure(one, other);
        Rates both = measure(one, other);
        assertThat(database.number("SELECT count(*) FROM hub_node")).isEqualTo(2);
        other.terminate();
        other.awaitExit();
        Rates after = measure(one);

        LOG.warn(
                "Two hubs against one on {} cores: accepting {}/s against {}/s, {} times; delivering {}/s against {}/s, {} "
                        + "times; logged by PostgreSQL: {} bytes an event, {} a delivery",
                Runtime.getRuntime().availableProcessors(),
                round(both.accepted()),
                round((before.accepted() + after.accepted()) / 2),
                ratio(both.accepted(), before.accepted(), after.accepted()),
                round(both.delivered()),
                round((before.delivered() + after.delivered()) / 2),
                ratio(both.delivered(), before.delivered(), after.delivered()),
                round(after.acceptedLog()),
                round(after.deliveredLog()));
    }

    private Rates measure(HubProcess... hubs) throws Exception {
        hold("now() + interval '1 hour'");
        execute("CHECKPOINT");
        long logged = logged();
        long known = events();
        double accepted = accept(hubs);
        double acceptedLog = (logged() - logged) / (double) (events() - known);
        execute("TRUNCATE delivery_due");
        HubClient client = new HubClient(hubs[0].uri());
        for (int first = 0; first < DELIVERIES; first += BATCH) {
            assertThat(client.postEvents(IntStream.range(first, first + BATCH)
                                    .boxed()
                                    .toList())
                            .statusCode())
                    .isEqualTo(202);
        }
        execute("CHECKPOINT");
        logged = logged();
        long finished = database.number("SELECT count(*) FROM delivery WHERE status = 'success'");
        long begun = System.nanoTime();
        hold("NULL");
        await("all is delivered")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.number("SELECT count(*) FROM (SELECT FROM delivery_due LIMIT 1) AS one") == 0);
        double delivered = DELIVERIES / seconds(begun);
        assertThat(database.number("SELECT count(*) FROM delivery WHERE status = 'success'") - finished)
                .isEqualTo(DELIVERIES);
        return new Rates(accepted, delivered, acceptedLog, (logged() - logged) / (double) DELIVERIES);
    }

    private long logged() {
        return database.number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
    }

    private long events() {
        return database.number("SELECT count(*) FROM event");
    }

    /** Posts single events by as many clients as ever, shared out among the hubs, while nothing is delivered. */
    private double accept(HubProcess... hubs) throws Exception {
        long begun = System.nanoTime();
        List<Future<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            HubClient client = new HubClient(hubs[i % hubs.length].uri());
            clients.add(threads.submit(() -> {
                int count = 0;
                while (seconds(begun) < SECONDS) {
                    assertThat(client.postEvent(count).statusCode()).isEqualTo(202);
                    count++;
                }
                return count;
            }));
        }
        int events = 0;
        for (Future<Integer> client : clients) {
            events += client.get();
        }
        return events / seconds(begun);
    }

    /** The receiver asks, as it were, to be left alone until then. */
    private void hold(String until) throws SQLException {
        execute("UPDATE webhook_health SET held_until = " + until);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static long round(double rate) {
        return Math.round(rate);
    }

    private static String ratio(double both, double before, double after) {
        return String.format(Locale.ROOT, "%.2f", both / ((before + after) / 2));
    }
}
