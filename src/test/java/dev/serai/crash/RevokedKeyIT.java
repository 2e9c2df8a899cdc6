package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.platform.database.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hubs are sending to Zapier, both have work in hand, and the user revokes the key at one of them. */
class RevokedKeyIT {

    private static final String USER = "user_123";
    private static final int IN_HAND_OF_EACH = 16;
    private static final int EVENTS = 150;

    private final EmbeddedPostgres server = EmbeddedPostgres.start(HubProcess.newData("zapier-database"), Map.of());
    private final DatabaseAccess database = DatabaseAccess.to(server);
    private final dev.serai.Receiver zapier = new dev.serai.Receiver().hangs();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private HubProcess one;
    private HubProcess other;

    @BeforeEach
    void startBoth() {
        server.awaitReady();
        Path data = HubProcess.newData("zapier-hubs");
        one = HubProcess.start("one-of-zapiers-hubs", data, database.settings());
        one.awaitReady();
        other = HubProcess.start("other-of-zapiers-hubs", data, database.settings());
        other.awaitReady();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        zapier.close();
        server.close();
    }

    @Test
    void noneOfThemSendsAnythingMoreAndNoneHasWrittenTheKeyDown() throws Exception {
        String key = json.readTree(ask(one, "POST", "/integrations/zapier/generate-key", "", "")
                        .body())
                .at("/data/apiKey")
                .asText();
        String webhook = "/webhooks/zapier/" + USER;
        assertThat(ask(
                                one,
                                "POST",
                                webhook,
                                key,
                                "{\"event\":\"call.received\",\"targetUrl\":\"" + zapier.url() + "\"}")
                        .statusCode())
                .isEqualTo(201);
        for (int i = 0; i < EVENTS; i++) {
            ask(other, "POST", webhook, key, "{\"event\":\"call.received\",\"data\":{\"number\":" + i + "}}");
        }
        zapier.awaitArrivals(2 * IN_HAND_OF_EACH);

        HttpResponse<String> revoked = ask(one, "DELETE", "/integrations/zapier/revoke-key", "", "");
        zapier.answers(200);

        assertThat(revoked.statusCode()).isEqualTo(200);
        zapier.staysSilent(Duration.ofSeconds(4));
        assertThat(zapier.arrivals()).hasSize(2 * IN_HAND_OF_EACH).allSatisfy(arrival -> assertThat(
                        arrival.header("X-Callnfy-Key"))
                .isEqualTo(key));
        assertThat(ask(other, "GET", webhook + "/hooks", key, "").statusCode()).isEqualTo(401);
        assertThat(database.number("SELECT count(*) FROM delivery_due")).isZero();
        assertThat(one.output()).doesNotContain(key);
        assertThat(other.output()).doesNotContain(key);
    }

    private HttpResponse<String> ask(HubProcess hub, String method, String path, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.uri().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (key.isEmpty()) {
            request.header("Authorization", "Bearer " + Tokens.ofUser(USER));
        } else {
            request.header("X-Callnfy-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
