package dev.serai.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** An organisation, usually one that nobody else uses, with whatever a test wants it to have. */
final class Organization {

    private static final String INTEGRATIONS = "/api/v1/integrations";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpCalls http;
    private final String name;
    private final String token;

    Organization(HttpCalls http) {
        this(http, "org-" + UUID.randomUUID());
    }

    Organization(HttpCalls http, String name) {
        this.http = http;
        this.name = name;
        this.token = Tokens.of(name);
    }

    String name() {
        return name;
    }

    String token() {
        return token;
    }

    /** @return the id of a new integration */
    String integration() {
        return integration("google_calendar", "oauth2");
    }

    String integration(String provider, String authType) {
        return http.post(
                        token,
                        INTEGRATIONS,
                        "{\"name\":\"Calendar\",\"provider\":\"" + provider + "\",\"authType\":\"" + authType + "\"}")
                .expect(201)
                .text("id");
    }

    /** @return the id of a new integration with the tests' own provider, connected as the account of this name */
    String proxied() {
        return http.post(
                        token,
                        INTEGRATIONS,
                        "{\"name\":\"Ours\",\"provider\":\"" + ProxiedProvider.ID
                                + "\",\"authType\":\"api_key\",\"config\":" + ProxiedProvider.config(name) + "}")
                .expect(201)
                .text("id");
    }

    /** @return the body of a callback, after a person has agreed in the browser */
    String consent(String integration) {
        String authUrl = http.get(token, INTEGRATIONS + "/" + integration + "/oauth/authorize")
                .expect(200)
                .text("authUrl");
        Map<String, String> query = UriComponentsBuilder.newInstance()
                .query(RunningHub.agree(authUrl))
                .build()
                .getQueryParams()
                .toSingleValueMap();
        return "{\"code\":\"" + UriUtils.decode(query.get("code"), StandardCharsets.UTF_8) + "\",\"state\":\""
                + UriUtils.decode(query.get("state"), StandardCharsets.UTF_8) + "\"}";
    }

    /** @return the id of a new integration that its provider has accepted */
    String authorizedIntegration() {
        String integration = integration();
        http.post(token, INTEGRATIONS + "/" + integration + "/oauth/callback", consent(integration))
                .expect(200);
        return integration;
    }

    /** @return the id of a new webhook with one attempt, whose receiver answers so */
    String webhook(int status) {
        return http.post(
                        token,
                        INTEGRATIONS + "/webhooks",
                        "{\"name\":\"Events\",\"url\":\"" + RunningHub.receiverAnswering(status)
                                + "\",\"events\":[\"application.created\"],\"retryAttempts\":1}")
                .expect(201)
                .text("id");
    }

    void trigger() {
        http.post(
                        token,
                        INTEGRATIONS + "/webhooks/trigger",
                        "{\"event\":\"application.created\",\"payload\":{\"applicationId\":\"a-1\"}}")
                .expect(200);
    }

    /** @return the newest entry of a webhook's log, once its delivery has ended */
    JsonNode ended(String webhook) {
        return await().atMost(PATIENCE)
                .until(
                        () -> http.get(token, INTEGRATIONS + "/webhooks/" + webhook + "/logs")
                                .json()
                                .path(0),
                        entry -> !entry.path("completedAt").asText("null").equals("null"));
    }

    /** @return the id of a new dead letter */
    String deadLetter() {
        String webhook = webhook(500);
        trigger();
        return ended(webhook).path("id").asText();
    }

    /** @return the id of a new bulk resend */
    String resendJob() {
        return http.post(token, INTEGRATIONS + "/webhooks/dead-letters/resend", "{}")
                .expect(202)
                .text("id");
    }
}
