package dev.serai.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.serai.DatabaseOutage;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import dev.serai.api.edge.CallFaults;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** What Prometheus gets from a hub that has something to do. */
class MetricsIT extends RunningHub {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Autowired
    private Environment environment;

    @Test
    void alertsAndDashboardAskOnlyForWhatThereIs() {
        deliver(receiverAnswering(204));
        connectSalesforceAndSync();

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        OperatorsFiles.metricsIn(scrape()))
                .containsAll(OperatorsFiles.read().metrics()));
    }

    @Test
    void countsWhatComesInAndWhatBecomesOfIt() {
        double accepted = value("serai_events_accepted_total{source=\"rest\",type=\"" + EVENT + "\"}");
        double gone = value("serai_deliveries_total{outcome=\"gone\"}");
        double dead = value("serai_dead_letters_total");

        deliver(receiverAnswering(410));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value("serai_events_accepted_total{source=\"rest\",type=\"" + EVENT + "\"}"))
                    .isGreaterThanOrEqualTo(accepted + 1);
            assertThat(value("serai_deliveries_total{outcome=\"gone\"}")).isGreaterThanOrEqualTo(gone + 1);
            assertThat(value("serai_dead_letters_total")).isGreaterThanOrEqualTo(dead + 1);
        });
    }

    @Test
    void onlyThoseWhoMayWatchAreTold() {
        assertThat(management.send("GET", "/prometheus", null, null).status()).isEqualTo(401);
        assertThat(management.get(token(someone()), "/prometheus").status()).isEqualTo(403);
        assertThat(http.send("GET", "/prometheus", null, null).status()).isNotEqualTo(200);
    }

    @Test
    void speaksTheFormatThatIsAskedFor() {
        Reply reply = management.send(
                "GET",
                "/prometheus",
                null,
                null,
                "Authorization",
                watcher(),
                "Accept",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

        assertThat(reply.header("Content-Type")).startsWith("application/openmetrics-text");
        assertThat(reply.body()).endsWith("# EOF\n");
    }

    @Test
    void withoutTheDatabaseTheRestIsStillToldAndTheLogSaysWhoseCallFailed() throws SQLException {
        String token =
                token(Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));
        get("/api/v1/integrations/webhooks", token);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(CallFaults.class);
        log.start();
        logger.addAppender(log);
        DatabaseOutage outage = new DatabaseOutage(environment);
        outage.begin();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> value("serai_database_up") == 0);
            assertThat(scrape()).contains("serai_deliveries_total", "jvm_memory_used_bytes");
            assertThat(scrape()).doesNotContain("serai_due_oldest_seconds");

            send("GET", "/api/v1/integrations/webhooks", token, null, "traceparent", TRACE);

            assertThat(List.copyOf(log.list))
                    .extracting(ILoggingEvent::getMDCPropertyMap)
                    .anySatisfy(said -> assertThat(said)
                            .containsKey("tenant")
                            .containsEntry("traceId", "0af7651916cd43dd8448eb211c80319c"));
        } finally {
            outage.end();
            logger.detachAppender(log);
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> value("serai_database_up") == 1);
        }
    }

    private void deliver(String receiver) {
        String token =
                token(Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));
        Reply webhook = send(
                "POST",
                "/api/v1/integrations/webhooks",
                token,
                "{\"name\":\"metrics\",\"url\":\"" + receiver + "\",\"events\":[\"" + EVENT + "\"]}");
        assertThat(webhook.status()).as(webhook.body()).isEqualTo(201);
        Reply event = send("POST", "/events", token, "{\"event\":\"" + EVENT + "\",\"data\":{}}");
        assertThat(event.status()).as(event.body()).isEqualTo(202);
    }

    private void connectSalesforceAndSync() {
        String token = token(Map.of(
                "sub", "user-1", "accountId", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS));
        Reply added = send(
                "POST",
                "/api/integrations/",
                token,
                """
                {"type":"salesforce","config":{"username":"user@example.com","password":"password",
                 "security_token":"token","domain":"company.salesforce.com"}}
                """);
        assertThat(added.status()).as(added.body()).isEqualTo(200);
        String path = "/api/integrations/" + added.json().at("/data/id").asText() + "/sync/contacts";
        Reply page = get(path, token);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        Reply sync = send("POST", path, token, "{}");
        assertThat(sync.status()).as(sync.body()).isEqualTo(200);
    }

    private String scrape() {
        Reply reply = management.send("GET", "/prometheus", null, null, "Authorization", watcher());
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    /** @return a series' value; 0 when there is no such series yet */
    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static String watcher() {
        return "Basic "
                + Base64.getEncoder().encodeToString("watcher:watching is looking".getBytes(StandardCharsets.UTF_8));
    }
}
