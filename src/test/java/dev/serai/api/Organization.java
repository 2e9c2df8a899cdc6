package dev.serai.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;

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
        return http.post(
                        token,
                        INTEGRATIONS,
                        "{\"name\":\"Calendar\",\"provider\":\"google_calendar\",\"authType\":\"oauth2\"}")
                .expect(201)
                .text("id");
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
