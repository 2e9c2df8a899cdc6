package dev.serai.platform.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.DatabaseOutage;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** The port for operators: who may come in, and what probes learn there. */
class ManagementPortIT extends RunningHub {

    private static final String GUARDED = "/somewhere";

    @Autowired
    private ApplicationContext hub;

    @Autowired
    private Environment environment;

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
    void tellsProbesWithoutCredentialsThatTheHubIsUp(String path) {
        Reply reply = management.send("GET", path, null, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void aLostDatabaseMakesTheHubUnreadyAndNotDead() throws SQLException {
        DatabaseOutage outage = new DatabaseOutage(environment);
        outage.begin();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> status("/health/readiness") == 503);
            assertThat(status("/health")).isEqualTo(503);
            assertThat(status("/health/liveness")).isEqualTo(200);
            assertThat(http.send("GET", "/health", null, null).status()).isEqualTo(503);
        } finally {
            outage.end();
            await().atMost(Duration.ofSeconds(20)).until(() -> status("/health/readiness") == 200);
        }
    }

    @Test
    void aHubThatWantsNoMoreCallsIsUnreadyAndWell() {
        AvailabilityChangeEvent.publish(hub, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(status("/health/readiness")).isEqualTo(503);
            assertThat(status("/health/liveness")).isEqualTo(200);
            assertThat(http.send("GET", "/health", null, null).status()).isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(hub, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/somewhere", "/health/", "/health/db", "/token", "/events", "/api/v1/integrations"})
    void asksForCredentialsOnEveryOtherPath(String path) {
        Reply reply = management.send("GET", path, null, null);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"serai\"", "Basic realm=\"serai\", charset=\"UTF-8\"");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(401);
    }

    @Test
    void letsAClientInWithItsIdAndSecret() {
        assertThat(asClient("watcher", "watching is looking").status()).isEqualTo(404);
        assertThat(asClient("operator", "operating is doing").status()).isEqualTo(404);
    }

    @Test
    void letsATokenInThatHasThePermission() {
        String watching = http.send(
                        "POST",
                        "/token",
                        null,
                        "grant_type=client_credentials",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        basic("watcher", "watching is looking"))
                .text("access_token");

        assertThat(management.get(watching, GUARDED).status()).isEqualTo(404);
        assertThat(management
                        .get(token(Map.of("sub", "ops", "scope", "openid hub:operate")), GUARDED)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesATokenThatMayOnlyUseTheApi() {
        String everything =
                token(Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));

        Reply reply = management.get(everything, GUARDED);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("detail")).isEqualTo("The permission hub:watch is needed");
    }

    @Test
    void refusesAClientThatMayOnlyUseTheApi() {
        assertThat(asClient("shop", "s3cret+%41 word").status()).isEqualTo(403);
    }

    @Test
    void theApiDoesNotTakeAnOperatorForSomebodyWhoMayUseIt() {
        String operating =
                token(Map.of("sub", "ops", "organizationId", someone(), "permissions", List.of("hub:operate")));

        assertThat(get("/api/v1/integrations", operating).status()).isEqualTo(403);
    }

    @Test
    void refusesWhoeverIsNotKnown() {
        assertThat(asClient("watcher", "operating is doing").status()).isEqualTo(401);
        assertThat(asClient("nobody", "").status()).isEqualTo(401);
        assertThat(management.get("no.token.atall", GUARDED).status()).isEqualTo(401);
        assertThat(management.get("srk_" + "a".repeat(40), GUARDED).status()).isEqualTo(401);
        assertThat(management
                        .send("GET", GUARDED, null, null, "Authorization", "Basic !!!")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesARequestThatAnotherSitesPageHasTheBrowserSend() {
        String remembered = basic("operator", "operating is doing");

        assertThat(sent(remembered, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(sent(remembered, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(sent(remembered, "Sec-Fetch-Site", "same-origin")).isEqualTo(404);
        assertThat(sent(remembered, "Origin", "https://evil.example.com")).isEqualTo(403);
        assertThat(sent(remembered, "Origin", "http://127.0.0.1:" + port())).isEqualTo(403);
        assertThat(sent(remembered, "Origin", "null")).isEqualTo(403);
        assertThat(sent(remembered, "Origin", "http://127.0.0.1:" + managementPort()))
                .isEqualTo(404);
    }

    @Test
    void makesGuessingASecretSlow() {
        for (int wrong = 0; wrong < 10; wrong++) {
            assertThat(asClient("guessed", "guess-" + wrong).status()).isEqualTo(401);
        }

        Reply reply = asClient("guessed", "guess-10");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("60");
        // Another spelling is no other client: RFC 6749 has ids sent as forms have them.
        assertThat(asClient("%67uessed", "guess-11").status()).isEqualTo(429);
        assertThat(asClient("watcher", "watching is looking").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/..;/somewhere", "//somewhere", "/somewhere;/health", "/%2e%2e/x", "/health%2Fx"})
    void refusesPathsThatAreWrittenOddly(String path) {
        String answer = management.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Tomcat", "\tat ");
    }

    @Test
    void answersNothingOfItsOwnOnTheApisPort() {
        String operating = token(Map.of("sub", "ops", "permissions", List.of("hub:operate")));

        for (String path : List.of("/hawtio", "/jolokia", "/prometheus", "/health/liveness", "/health/readiness")) {
            assertThat(get(path, operating).status()).as(path).isEqualTo(404);
        }
    }

    private int status(String path) {
        return management.send("GET", path, null, null).status();
    }

    private Reply asClient(String id, String secret) {
        return management.send("GET", GUARDED, null, null, "Authorization", basic(id, secret));
    }

    private int sent(String authorization, String name, String value) {
        // Java's client may not send some of these.
        String answer = management.raw("GET " + GUARDED + " HTTP/1.1\r\nHost: 127.0.0.1:" + managementPort()
                + "\r\nAuthorization: " + authorization + "\r\n" + name + ": " + value
                + "\r\nConnection: close\r\n\r\n");
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
