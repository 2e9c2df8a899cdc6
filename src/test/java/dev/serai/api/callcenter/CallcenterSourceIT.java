package dev.serai.api.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Requirement document 004, read from top to bottom: each request as it is printed. The document prints no answers but
 * that of an error; a success is a 200.
 */
class CallcenterSourceIT extends RunningHub {

    private static final String SALESFORCE =
            """
            {
              "type": "salesforce",
              "config": {
                "username": "user@example.com",
                "password": "password",
                "security_token": "token",
                "domain": "company.salesforce.com"
              }
            }
            """;

    private static final String WEBHOOK =
            """
            {
              "url": "https://example.com/webhook",
              "events": ["call.started", "call.ended"],
              "description": "Call notification webhook",
              "headers": {
                "Authorization": "Bearer token"
              }
            }
            """;

    private final String token =
            token(Map.of("accountId", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS));

    @Test
    void getAllIntegrations() {
        succeeds(send("POST", "/api/integrations/", token, SALESFORCE));

        assertThat(succeeds(send("GET", "/api/integrations/", token, null))).hasSize(1);
        assertThat(succeeds(send("GET", "/api/integrations/?type=crm", token, null)))
                .hasSize(1);
        assertThat(succeeds(send("GET", "/api/integrations/?type=erp", token, null)))
                .isEmpty();
    }

    @Test
    void addGetAndRemoveAnIntegration() {
        JsonNode added = succeeds(send("POST", "/api/integrations/", token, SALESFORCE));
        String path = "/api/integrations/" + added.get("id").asText();

        assertThat(added.get("type").asText()).isEqualTo("salesforce");
        assertThat(added.toString()).doesNotContain("\"password\":\"password\"", "\"token\"");
        assertThat(succeeds(send("GET", path, token, null))).isEqualTo(added);
        succeeds(send("DELETE", path, token, null));
        assertThat(send("GET", path, token, null).status()).isEqualTo(404);
    }

    @Test
    void getIntegrationTypes() {
        List<String> types = new ArrayList<>();
        succeeds(send("GET", "/api/integrations/types", token, null))
                .forEach(type -> types.add(type.get("type").asText()));

        assertThat(types).contains("salesforce", "hubspot", "sap");
    }

    @Test
    void registerGetAndUnregisterAWebhook() {
        JsonNode registered = succeeds(send("POST", "/api/webhooks/", token, WEBHOOK));
        String path = "/api/webhooks/" + registered.get("id").asText();

        assertThat(registered.get("url").asText()).isEqualTo("https://example.com/webhook");
        assertThat(registered.get("events")).isEqualTo(Reply.parsed("[\"call.started\", \"call.ended\"]"));
        assertThat(registered.get("description").asText()).isEqualTo("Call notification webhook");
        assertThat(registered.toString()).doesNotContain("Bearer token");
        assertThat(succeeds(send("GET", path, token, null)).get("url")).isEqualTo(registered.get("url"));
        succeeds(send("DELETE", path, token, null));
        assertThat(send("GET", path, token, null).status()).isEqualTo(404);
    }

    @Test
    void getAllWebhooks() {
        succeeds(send("POST", "/api/webhooks/", token, WEBHOOK));

        assertThat(succeeds(send("GET", "/api/webhooks/", token, null))).hasSize(1);
        assertThat(succeeds(send("GET", "/api/webhooks/?event=call.ended", token, null)))
                .hasSize(1);
        assertThat(succeeds(send("GET", "/api/webhooks/?event=contact.created", token, null)))
                .isEmpty();
    }

    @Test
    void getAvailableEvents() {
        assertThat(succeeds(send("GET", "/api/webhooks/events", token, null)))
                .isEqualTo(
                        Reply.parsed(
                                """
                                [
                                  {"event": "call.started", "description": "Triggered when a call begins"},
                                  {"event": "call.ended", "description": "Triggered when a call ends"},
                                  {"event": "call.transferred", "description": "Triggered when a call is transferred"},
                                  {"event": "call.recording.available",
                                   "description": "Triggered when a call recording is available"},
                                  {"event": "call.transcript.available",
                                   "description": "Triggered when a call transcript is available"},
                                  {"event": "contact.created", "description": "Triggered when a contact is created"},
                                  {"event": "contact.updated", "description": "Triggered when a contact is updated"}
                                ]
                                """));
    }

    @Test
    void triggerEvent() {
        succeeds(send("POST", "/api/webhooks/", token, WEBHOOK.replace("https://example.com", "http://127.0.0.1:9")));

        JsonNode accepted = succeeds(
                send(
                        "POST",
                        "/api/webhooks/trigger",
                        token,
                        """
                        {
                          "event": "call.started",
                          "data": {
                            "call_id": "call-123",
                            "from": "+15551234567",
                            "to": "+15559876543",
                            "timestamp": "2025-05-17T13:00:00Z"
                          }
                        }
                        """));

        assertThat(accepted.get("event").asText()).isEqualTo("call.started");
        assertThat(accepted.get("deliveries").asInt()).isEqualTo(1);
    }

    @Test
    void registeringWithAnApiKeyAsTheImplementationExamplesDo() {
        String key = succeeds(send(
                        "POST",
                        "/api/keys/",
                        token,
                        "{\"name\":\"requests\",\"permissions\":[\"integrations:create\"]}"))
                .get("key")
                .asText();

        succeeds(send("POST", "/api/integrations/", key, SALESFORCE));
        JsonNode webhook = succeeds(
                send(
                        "POST",
                        "/api/webhooks/",
                        key,
                        """
                        {
                          "url": "https://example.com/webhook",
                          "events": ["call.ended", "call.transcript.available"],
                          "description": "Call completion notification",
                          "headers": {
                            "X-API-Key": "your-webhook-api-key"
                          }
                        }
                        """));

        assertThat(webhook.toString()).doesNotContain("your-webhook-api-key");
        assertThat(succeeds(send("GET", "/api/webhooks", token, null))).hasSize(1);
    }

    @Test
    void errorHandling() {
        isRefused(
                send("POST", "/api/webhooks/", token, "{\"url\":\"ftp://example.com\",\"events\":[\"call.ended\"]}"),
                400);
        isRefused(send("GET", "/api/integrations/", null, null), 401);
        isRefused(send("GET", "/api/integrations/", token(Map.of("accountId", "a")), null), 403);
        isRefused(send("GET", "/api/webhooks/" + UUID.randomUUID(), token, null), 404);
    }

    private static JsonNode succeeds(Reply reply) {
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        assertThat(reply.json().get("success").booleanValue()).isTrue();
        return reply.json().get("data");
    }

    private static void isRefused(Reply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        List<String> keys = new ArrayList<>();
        reply.json().fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactly("success", "message", "details");
        assertThat(reply.json().get("success").booleanValue()).isFalse();
        assertThat(reply.json().get("details").isEmpty()).isEqualTo(status != 400);
    }
}
