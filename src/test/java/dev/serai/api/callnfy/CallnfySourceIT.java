package dev.serai.api.callnfy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.connection.Slot;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The requests of requirement document 001 as they are printed, with its user {@code user_123}, and its answers. */
class CallnfySourceIT extends RunningHub {

    private static final String USER = "user_123";

    @Autowired
    private Connections connections;

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcTemplate database;

    @BeforeEach
    @AfterEach
    void nothingIsConnected() {
        Tenant user = tenants.meet(TenantKind.USER, USER);
        connections.list(user).forEach(connection -> connections.delete(user, connection.id()));
        ask("DELETE", "/integrations/zapier/revoke-key");
    }

    @Test
    void getIntegrationStatus() {
        connectGoogle();
        ask("POST", "/integrations/zapier/generate-key");

        Reply reply = ask("GET", "/integrations/status");

        assertThat(reply.status()).isEqualTo(200);
        hasTheKeysOf(
                reply.json(),
                """
                {
                  "success": true,
                  "data": {
                    "googleCalendar": {
                      "connected": true,
                      "email": "user@gmail.com",
                      "syncMode": "one-way",
                      "lastSyncAt": "2025-12-22T10:30:00.000Z"
                    },
                    "zapier": {
                      "connected": true,
                      "apiKey": "czp_1234567890abcdef",
                      "webhookUrl": "https://api.callnfy.com/webhooks/zapier/user_123",
                      "createdAt": "2025-12-15T08:00:00.000Z"
                    }
                  }
                }
                """);
        JsonNode google = reply.json().at("/data/googleCalendar");
        assertThat(google.path("connected").asBoolean()).isTrue();
        assertThat(google.path("email").asText()).isEqualTo("user@gmail.com");
        assertThat(google.path("syncMode").asText()).isEqualTo("one-way");
        assertThat(google.path("lastSyncAt").asText()).isEqualTo("2025-12-22T10:30:00Z");
        JsonNode zapier = reply.json().at("/data/zapier");
        assertThat(zapier.path("connected").asBoolean()).isTrue();
        assertThat(zapier.path("webhookUrl").asText()).isEqualTo("https://api.callnfy.com/webhooks/zapier/user_123");
    }

    @Test
    void getIntegrationStatusWhenNotConnected() {
        Reply reply = ask("GET", "/integrations/status");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(
                        Reply.parsed(
                                """
                                {
                                  "success": true,
                                  "data": {
                                    "googleCalendar": {
                                      "connected": false
                                    },
                                    "zapier": {
                                      "connected": false
                                    }
                                  }
                                }
                                """));
    }

    @Test
    void getIntegrationStatusUnauthorized() {
        Reply reply = send(Request.of("GET", "/integrations/status"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("success").asBoolean(true)).isFalse();
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("Unauthorized");
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void generateZapierApiKey() {
        Reply reply = ask("POST", "/integrations/zapier/generate-key");

        assertThat(reply.status()).isEqualTo(200);
        hasTheKeysOf(
                reply.json(),
                """
                {
                  "success": true,
                  "data": {
                    "apiKey": "czp_1234567890abcdefghijklmnopqrstuvwxyz",
                    "webhookUrl": "https://api.callnfy.com/webhooks/zapier/user_123",
                    "createdAt": "2025-12-22T10:45:00.000Z"
                  }
                }
                """);
        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(reply.json().at("/data/apiKey").asText()).matches("czp_[a-zA-Z0-9]{40}");
        assertThat(reply.json().at("/data/webhookUrl").asText())
                .isEqualTo("https://api.callnfy.com/webhooks/zapier/user_123");
    }

    @Test
    void ifKeyAlreadyExistsReturnExistingKey() {
        Reply first = ask("POST", "/integrations/zapier/generate-key");

        Reply again = ask("POST", "/integrations/zapier/generate-key");

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(ask("GET", "/integrations/status").json().at("/data/zapier/apiKey"))
                .isEqualTo(first.json().at("/data/apiKey"));
    }

    @Test
    void revokeZapierApiKey() {
        ask("POST", "/integrations/zapier/generate-key");

        answersRevoked(ask("DELETE", "/integrations/zapier/revoke-key"));
        assertThat(ask("GET", "/integrations/status").json().at("/data/zapier"))
                .isEqualTo(Reply.parsed("{\"connected\":false}"));
    }

    @Test
    void return200EvenIfNoKeyExists() {
        answersRevoked(ask("DELETE", "/integrations/zapier/revoke-key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {
                  "event": "appointment.created",
                  "timestamp": "2025-12-22T10:45:00.000Z",
                  "data": {
                    "id": "appt_123",
                    "customerId": "cust_456",
                    "customerName": "John Doe",
                    "customerPhone": "+44 7700 900123",
                    "scheduledAt": "2025-12-23T14:00:00.000Z",
                    "duration": 30,
                    "status": "scheduled",
                    "notes": "First consultation"
                  }
                }
                """,
                """
                {
                  "event": "appointment.cancelled",
                  "timestamp": "2025-12-22T10:50:00.000Z",
                  "data": {
                    "id": "appt_123",
                    "customerId": "cust_456",
                    "customerName": "John Doe",
                    "cancelledAt": "2025-12-22T10:50:00.000Z",
                    "reason": "Customer requested cancellation"
                  }
                }
                """,
                """
                {
                  "event": "appointment.completed",
                  "timestamp": "2025-12-22T11:00:00.000Z",
                  "data": {
                    "id": "appt_123",
                    "customerId": "cust_456",
                    "customerName": "John Doe",
                    "completedAt": "2025-12-22T11:00:00.000Z",
                    "duration": 30
                  }
                }
                """,
                """
                {
                  "event": "call.received",
                  "timestamp": "2025-12-22T11:05:00.000Z",
                  "data": {
                    "id": "call_789",
                    "customerId": "cust_456",
                    "customerName": "John Doe",
                    "customerPhone": "+44 7700 900123",
                    "duration": 180,
                    "recordingUrl": "https://api.callnfy.com/recordings/call_789.mp3",
                    "transcript": "Full call transcript...",
                    "sentiment": "positive"
                  }
                }
                """
            })
    void everyEventType(String printed) {
        String key = ask("POST", "/integrations/zapier/generate-key")
                .json()
                .at("/data/apiKey")
                .asText();

        Reply reply = send(Request.of("POST", "/webhooks/zapier/user_123")
                .with("X-Callnfy-Key", key)
                .json(printed));

        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        assertThat(reply.json().at("/data/event"))
                .isEqualTo(Reply.parsed(printed).path("event"));
    }

    private Reply ask(String method, String path) {
        return send(Request.of(method, path).bearing(token(USER)));
    }

    /** Google's part comes to be by its own way in; here the connection is made as that way leaves it. */
    private void connectGoogle() {
        Tenant user = tenants.meet(TenantKind.USER, USER);
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("syncMode", "one-way");
        Connection google = connections.setUp(
                user,
                new NewConnection(
                        "Google Calendar",
                        "google_calendar",
                        null,
                        ConnectionStatus.ACTIVE,
                        "oauth2",
                        JsonNodeFactory.instance.objectNode(),
                        settings,
                        Slot.ofProvider("google_calendar")));
        database.update(
                "UPDATE connection SET account = 'user@gmail.com', last_sync_at = '2025-12-22T10:30:00Z' WHERE id = ?",
                google.id());
    }

    private static void answersRevoked(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(
                        Reply.parsed(
                                """
                                {
                                  "success": true,
                                  "message": "Zapier API key revoked successfully"
                                }
                                """));
    }

    private static void hasTheKeysOf(JsonNode answer, String printed) {
        assertThat(keys("", answer)).isEqualTo(keys("", Reply.parsed(printed)));
    }

    private static List<String> keys(String path, JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fields().forEachRemaining(field -> {
            keys.add(path + "/" + field.getKey());
            keys.addAll(keys(path + "/" + field.getKey(), field.getValue()));
        });
        return keys;
    }
}
