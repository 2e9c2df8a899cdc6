package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requirement document 002, «Integration Framework API Documentation», read from top to bottom: each request as it is
 * printed there (with real ids and receivers in place of its placeholders) gets an answer with exactly the keys that are
 * printed, in their order, and the printed values where they are literal.
 */
class FrameworkSourceIT extends RunningHub {

    private static final String BASE = "/api/v1/integrations";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String CREATE_INTEGRATION =
            """
            {
              "name": "Google Calendar",
              "provider": "google_calendar",
              "authType": "oauth2",
              "config": {
                "calendarId": "primary"
              },
              "settings": {
                "syncEnabled": true
              }
            }""";

    private static final String CREATE_WEBHOOK =
            """
            {
              "name": "Application Events",
              "url": "https://example.com/webhooks/applications",
              "events": [
                "application.created",
                "application.stage_changed"
              ],
              "secret": "optional_secret",
              "headers": {
                "X-Custom-Header": "value"
              },
              "retryAttempts": 3,
              "timeoutMs": 30000,
              "integrationId": "optional_uuid"
            }""";

    private static final String TRIGGER =
            """
            {
              "event": "application.created",
              "payload": {
                "applicationId": "uuid",
                "candidateId": "uuid",
                "jobId": "uuid",
                "timestamp": "2025-11-16T10:30:00Z"
              }
            }""";

    private Organization organization;
    private String token;

    @BeforeEach
    void meet() {
        organization = new Organization(http);
        token = organization.token();
    }

    @Test
    void createIntegration() {
        JsonNode created =
                http.post(token, BASE, CREATE_INTEGRATION).expect(201).json();

        hasKeys(
                created,
                "id",
                "organizationId",
                "name",
                "provider",
                "status",
                "authType",
                "config",
                "settings",
                "createdAt",
                "updatedAt");
        assertThat(created.get("id").asText()).matches(UUID);
        assertThat(created.get("organizationId").asText()).isEqualTo(organization.name());
        assertThat(created.get("name").asText()).isEqualTo("Google Calendar");
        assertThat(created.get("provider").asText()).isEqualTo("google_calendar");
        assertThat(created.get("status").asText()).isEqualTo("pending");
        assertThat(created.get("authType").asText()).isEqualTo("oauth2");
        assertThat(created.get("config")).hasToString("{\"calendarId\":\"primary\"}");
        assertThat(created.get("settings")).hasToString("{\"syncEnabled\":true}");
        assertThat(created.get("createdAt").asText()).matches(TIME);
        assertThat(created.get("updatedAt").asText()).matches(TIME);
    }

    @Test
    void listIntegrations() {
        String id = http.post(token, BASE, CREATE_INTEGRATION).text("id");

        JsonNode listed = http.get(token, BASE).expect(200).json();

        assertThat(listed.isArray()).isTrue();
        assertThat(listed).hasSize(1);
        hasKeys(listed.get(0), "id", "name", "provider", "status", "lastHealthCheckAt", "healthStatus");
        assertThat(listed.get(0).get("id").asText()).isEqualTo(id);
    }

    @Test
    void getIntegration() {
        String id = http.post(token, BASE, CREATE_INTEGRATION).text("id");

        JsonNode shown = http.get(token, BASE + "/" + id).expect(200).json();

        hasKeys(
                shown,
                "id",
                "organizationId",
                "name",
                "provider",
                "status",
                "authType",
                "config",
                "settings",
                "lastSyncAt",
                "lastHealthCheckAt",
                "healthStatus",
                "createdAt",
                "updatedAt");
    }

    @Test
    void getIntegrationsByProvider() {
        http.post(token, BASE, CREATE_INTEGRATION).expect(201);
        http.post(token, BASE, CREATE_INTEGRATION.replace("google_calendar", "gmail"))
                .expect(201);

        JsonNode listed =
                http.get(token, BASE + "/provider/google_calendar").expect(200).json();

        assertThat(listed).hasSize(1);
        hasKeys(listed.get(0), "id", "name", "provider", "status");
        assertThat(listed.get(0).get("provider").asText()).isEqualTo("google_calendar");
    }

    @Test
    void updateIntegration() {
        String id = http.post(token, BASE, CREATE_INTEGRATION).text("id");

        JsonNode updated = http.put(
                        token,
                        BASE + "/" + id,
                        """
                        {
                          "name": "Updated Name",
                          "status": "active",
                          "settings": {
                            "syncEnabled": false
                          }
                        }""")
                .expect(200)
                .json();

        assertThat(updated.get("name").asText()).isEqualTo("Updated Name");
        assertThat(updated.get("status").asText()).isEqualTo("active");
        assertThat(updated.get("settings")).hasToString("{\"syncEnabled\":false}");
        assertThat(updated.get("config")).as("was left out").hasToString("{\"calendarId\":\"primary\"}");
        assertThat(http.get(token, BASE + "/" + id).json()).isEqualTo(updated);
    }

    @Test
    void deleteIntegration() {
        String id = http.post(token, BASE, CREATE_INTEGRATION).text("id");

        Reply deleted = http.delete(token, BASE + "/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        http.get(token, BASE + "/" + id).expect(404);
        http.delete(token, BASE + "/" + id).expect(404);
    }

    @Test
    void createWebhook() {
        JsonNode created =
                http.post(token, BASE + "/webhooks", webhook()).expect(201).json();

        hasKeys(
                created,
                "id",
                "organizationId",
                "name",
                "url",
                "secret",
                "status",
                "events",
                "retryAttempts",
                "timeoutMs",
                "successCount",
                "failureCount",
                "createdAt");
        assertThat(created.get("id").asText()).matches(UUID);
        assertThat(created.get("organizationId").asText()).isEqualTo(organization.name());
        assertThat(created.get("name").asText()).isEqualTo("Application Events");
        assertThat(created.get("url").asText()).isEqualTo("https://example.com/webhooks/applications");
        assertThat(created.get("secret").asText()).as("provided").isEqualTo("optional_secret");
        assertThat(created.get("status").asText()).isEqualTo("active");
        assertThat(created.get("events")).hasToString("[\"application.created\",\"application.stage_changed\"]");
        assertThat(created.get("retryAttempts").asInt()).isEqualTo(3);
        assertThat(created.get("timeoutMs").asInt()).isEqualTo(30_000);
        assertThat(created.get("successCount").asInt()).isZero();
        assertThat(created.get("failureCount").asInt()).isZero();
        assertThat(created.get("createdAt").asText()).matches(TIME);
    }

    @Test
    void createWebhookWithAGeneratedSecret() {
        String body = "{\"name\":\"n\",\"url\":\"https://example.com/\",\"events\":[\"application.created\"]}";

        String secret = http.post(token, BASE + "/webhooks", body).expect(201).text("secret");

        assertThat(secret).matches("whsec_[A-Za-z0-9+/]+=*");
    }

    @Test
    void listWebhooks() {
        http.post(token, BASE + "/webhooks", webhook()).expect(201);

        JsonNode listed = http.get(token, BASE + "/webhooks").expect(200).json();

        assertThat(listed).hasSize(1);
        hasKeys(
                listed.get(0),
                "id",
                "name",
                "url",
                "status",
                "events",
                "successCount",
                "failureCount",
                "lastSuccessAt");
    }

    @Test
    void getWebhook() {
        String id = http.post(token, BASE + "/webhooks", webhook()).text("id");

        Reply shown = http.get(token, BASE + "/webhooks/" + id).expect(200);

        assertThat(shown.text("name")).isEqualTo("Application Events");
        assertThat(shown.text("secret")).isEqualTo("********");
        assertThat(shown.body()).as("secrets are told once").doesNotContain("optional_secret");
        assertThat(shown.json().get("headers")).hasToString("{\"X-Custom-Header\":\"********\"}");
        assertThat(shown.text("integrationId")).matches(UUID);
    }

    @Test
    void updateWebhook() {
        String id = http.post(token, BASE + "/webhooks", webhook()).text("id");

        JsonNode updated = http.put(
                        token,
                        BASE + "/webhooks/" + id,
                        """
                        {
                          "name": "Updated Name",
                          "status": "inactive",
                          "events": ["application.created", "application.hired"]
                        }""")
                .expect(200)
                .json();

        assertThat(updated.get("name").asText()).isEqualTo("Updated Name");
        assertThat(updated.get("status").asText()).isEqualTo("inactive");
        assertThat(updated.get("events")).hasToString("[\"application.created\",\"application.hired\"]");
        assertThat(updated.get("url").asText())
                .as("was left out")
                .isEqualTo("https://example.com/webhooks/applications");
    }

    @Test
    void deleteWebhook() {
        String id = http.post(token, BASE + "/webhooks", webhook()).text("id");

        Reply deleted = http.delete(token, BASE + "/webhooks/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(http.get(token, BASE + "/webhooks/" + id).expect(404).json())
                .hasToString("{\"statusCode\":404,\"message\":\"Webhook not found\",\"error\":\"Not Found\"}");
    }

    @Test
    void testWebhook() {
        String id = organization.webhook(200);

        assertThat(http.send("POST", BASE + "/webhooks/" + id + "/test", token, null)
                        .expect(200)
                        .json())
                .hasToString("{\"success\":true,\"message\":\"Webhook test successful\",\"responseStatus\":200}");
    }

    @Test
    void testWebhookThatFails() {
        String id = http.post(token, BASE + "/webhooks", webhook().replace("https://example.com", "http://127.0.0.1:1"))
                .expect(201)
                .text("id");

        JsonNode outcome = http.send("POST", BASE + "/webhooks/" + id + "/test", token, null)
                .expect(200)
                .json();

        hasKeys(outcome, "success", "message", "responseStatus");
        assertThat(outcome.get("success").asBoolean()).isFalse();
        assertThat(outcome.get("message").asText()).isNotEmpty();
        assertThat(outcome.get("responseStatus").isNull()).isTrue();
    }

    @Test
    void getWebhookLogs() {
        String good = organization.webhook(200);
        String bad = organization.webhook(500);
        organization.trigger();
        organization.ended(good);
        organization.ended(bad);

        JsonNode success = http.get(token, BASE + "/webhooks/" + good + "/logs?limit=100")
                .expect(200)
                .json();
        JsonNode failure = http.get(token, BASE + "/webhooks/" + bad + "/logs?limit=100")
                .expect(200)
                .json();

        for (JsonNode logs : List.of(success, failure)) {
            assertThat(logs).hasSize(1);
            hasKeys(
                    logs.get(0),
                    "id",
                    "webhookId",
                    "event",
                    "status",
                    "responseStatus",
                    "attemptCount",
                    "error",
                    "durationMs",
                    "createdAt",
                    "completedAt");
            assertThat(logs.get(0).get("event").asText()).isEqualTo("application.created");
            assertThat(logs.get(0).get("attemptCount").asInt()).isEqualTo(1);
            assertThat(logs.get(0).get("createdAt").asText()).matches(TIME);
            assertThat(logs.get(0).get("completedAt").asText()).matches(TIME);
        }
        assertThat(success.get(0).get("status").asText()).isEqualTo("success");
        assertThat(success.get(0).get("responseStatus").asInt()).isEqualTo(200);
        assertThat(success.get(0).get("error").isNull()).isTrue();
        assertThat(failure.get(0).get("status").asText()).isEqualTo("failed");
        assertThat(failure.get(0).get("responseStatus").asInt()).isEqualTo(500);
        assertThat(failure.get(0).get("error").asText()).isEqualTo("Internal Server Error");
    }

    @Test
    void getWebhookLogsNewestFirstAndNoMoreThanAskedFor() {
        String id = organization.webhook(200);
        for (int i = 0; i < 3; i++) {
            organization.trigger();
        }

        JsonNode all = await().atMost(Duration.ofSeconds(20))
                .until(() -> http.get(token, BASE + "/webhooks/" + id + "/logs").json(), logs -> logs.size() == 3);

        List<String> times = new ArrayList<>();
        all.forEach(entry -> times.add(entry.get("createdAt").asText()));
        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(http.get(token, BASE + "/webhooks/" + id + "/logs?limit=1").json())
                .hasSize(1);
        for (String limit : List.of("0", "1001", "-1", "many", "1.5", "")) {
            assertThat(http.get(token, BASE + "/webhooks/" + id + "/logs?limit=" + limit)
                            .expect(400)
                            .text("message"))
                    .startsWith("Validation failed: limit ");
        }
    }

    @Test
    void getWebhookStatistics() {
        String id = organization.webhook(200);
        assertThat(http.get(token, BASE + "/webhooks/" + id + "/stats")
                        .expect(200)
                        .json())
                .hasToString("{\"total\":0,\"success\":0,\"failed\":0,\"pending\":0,\"successRate\":0.0}");
        organization.trigger();
        organization.ended(id);

        assertThat(http.get(token, BASE + "/webhooks/" + id + "/stats")
                        .expect(200)
                        .json())
                .hasToString("{\"total\":1,\"success\":1,\"failed\":0,\"pending\":0,\"successRate\":100.0}");
    }

    @Test
    void triggerWebhooks() {
        assertThat(http.post(token, BASE + "/webhooks/trigger", TRIGGER)
                        .expect(200)
                        .json())
                .hasToString("{\"success\":true,\"message\":\"Webhook triggered successfully\"}");
    }

    @Test
    void badRequest() {
        JsonNode error = http.post(token, BASE, "{}").expect(400).json();

        hasKeys(error, "statusCode", "message", "error");
        assertThat(error.get("statusCode").asInt()).isEqualTo(400);
        assertThat(error.get("message").asText()).startsWith("Validation failed");
        assertThat(error.get("error").asText()).isEqualTo("Bad Request");
    }

    @Test
    void unauthorized() {
        assertThat(http.send("GET", "/framework" + BASE, null, null).expect(401).json())
                .hasToString("{\"statusCode\":401,\"message\":\"Unauthorized\",\"error\":\"Unauthorized\"}");
    }

    @Test
    void forbidden() {
        assertThat(http.get(Tokens.without(organization.name(), "integrations:read"), BASE)
                        .expect(403)
                        .json())
                .hasToString("{\"statusCode\":403,\"message\":\"Insufficient permissions\",\"error\":\"Forbidden\"}");
    }

    @Test
    void notFound() {
        assertThat(http.get(token, BASE + "/00000000-0000-4000-8000-000000000000")
                        .expect(404)
                        .json())
                .hasToString("{\"statusCode\":404,\"message\":\"Integration not found\",\"error\":\"Not Found\"}");
    }

    private String webhook() {
        return CREATE_WEBHOOK.replace("optional_uuid", organization.integration());
    }

    private static void hasKeys(JsonNode object, String... keys) {
        List<String> found = new ArrayList<>();
        object.fieldNames().forEachRemaining(found::add);
        assertThat(found).containsExactly(keys);
    }
}
