package dev.serai.api.company;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import dev.serai.connection.ConnectionLog;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requirement document 003, read from top to bottom: each request as it is printed, and the answer that it prints. */
class CompanySourceIT extends RunningHub {

    private static final String INTEGRATIONS = "/api/v1/integrations";

    private final String company = UUID.randomUUID().toString();
    private final String token = token(Map.of("companyId", company, "permissions", Tokens.ALL_PERMISSIONS));

    @Autowired
    private ConnectionLog log;

    @Autowired
    private Tenants tenants;

    @Test
    void getAllIntegrations() {
        String id = created();

        Reply reply = send("GET", INTEGRATIONS, token, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(keys(reply.json())).containsExactly("success", "data");
        assertThat(reply.json().get("success").booleanValue()).isTrue();
        assertThat(keys(reply.json().get("data"))).containsExactly("integrations");
        isTheIntegration(reply.json().at("/data/integrations/0"), id);
    }

    @Test
    void getIntegrationById() {
        String id = created();

        Reply reply = send("GET", INTEGRATIONS + "/" + id, token, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(keys(reply.json())).containsExactly("success", "data");
        isTheIntegration(reply.json().get("data"), id);
    }

    @Test
    void createIntegration() {
        Reply reply = send(
                "POST",
                INTEGRATIONS,
                token,
                """
                {
                  "name": "Slack",
                  "type": "messaging",
                  "config": { "webhookUrl": "https://hooks.slack.com/..." }
                }
                """);

        assertThat(reply.status()).isEqualTo(201);
        String id = reply.json().at("/data/id").asText();
        assertThat(UUID.fromString(id)).isNotNull();
        assertThat(reply.json())
                .isEqualTo(Reply.parsed(
                        """
                                {
                                  "success": true,
                                  "message": "Integration created successfully",
                                  "data": { "id": "%s" }
                                }
                                """
                                .formatted(id)));
    }

    @Test
    void updateIntegration() {
        String id = created();

        Reply reply = send(
                "PUT",
                INTEGRATIONS + "/" + id,
                token,
                """
                {
                  "name": "Updated Integration",
                  "type": "messaging",
                  "config": { "webhookUrl": "https://hooks.slack.com/updated" },
                  "status": "inactive"
                }
                """);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(
                        Reply.parsed(
                                """
                                {
                                  "success": true,
                                  "message": "Integration updated successfully"
                                }
                                """));
        JsonNode shown =
                send("GET", INTEGRATIONS + "/" + id, token, null).json().get("data");
        assertThat(shown.get("name").asText()).isEqualTo("Updated Integration");
        assertThat(shown.get("status").asText()).isEqualTo("inactive");
        assertThat(shown.at("/config/webhookUrl").asText()).isEqualTo("https://hooks.slack.com/updated");
    }

    @Test
    void deleteIntegration() {
        Reply reply = send("DELETE", INTEGRATIONS + "/" + created(), token, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(
                        Reply.parsed(
                                """
                                {
                                  "success": true,
                                  "message": "Integration deleted successfully"
                                }
                                """));
    }

    @Test
    void getIntegrationLogs() {
        String id = created();
        log.success(tenants.meet(TenantKind.COMPANY, company).id(), UUID.fromString(id), "Message sent to Slack");
        log.success(tenants.meet(TenantKind.COMPANY, company).id(), UUID.fromString(id), "Message sent to Slack");

        Reply reply = send("GET", INTEGRATIONS + "/" + id + "/logs", token, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(keys(reply.json())).containsExactly("success", "data");
        JsonNode data = reply.json().get("data");
        assertThat(keys(data)).containsExactly("logs", "pagination");
        JsonNode entry = data.at("/logs/0");
        assertThat(keys(entry)).containsExactly("id", "integrationId", "status", "message", "createdAt");
        assertThat(entry.get("integrationId").asText()).isEqualTo(id);
        assertThat(entry.get("status").asText()).isEqualTo("success");
        assertThat(entry.get("message").asText()).isEqualTo("Message sent to Slack");
        assertThat(entry.get("createdAt").asText()).endsWith("Z");
        assertThat(data.get("pagination"))
                .isEqualTo(Reply.parsed("{ \"page\": 1, \"limit\": 10, \"total\": 2, \"pages\": 1 }"));
    }

    @Test
    void badRequest() {
        Reply reply = send("POST", INTEGRATIONS, token, "{\"type\":\"messaging\",\"config\":\"wrong\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(keys(reply.json())).containsExactly("success", "message", "errors");
        assertThat(reply.json().get("success").booleanValue()).isFalse();
        assertThat(reply.json().get("message").asText()).isEqualTo("Validation error");
        List<String> errors = new ArrayList<>();
        reply.json().get("errors").forEach(error -> errors.add(error.asText()));
        assertThat(errors).containsExactlyInAnyOrder("Name is required", "Invalid config");
    }

    @Test
    void unauthorized() {
        isRefused(send("GET", "/company" + INTEGRATIONS, null, null), 401, "Authentication required");
    }

    @Test
    void forbidden() {
        String reader = token(Map.of("companyId", company, "role", "viewer"));

        isRefused(send("POST", INTEGRATIONS, reader, "{}"), 403, "Insufficient permissions");
    }

    @Test
    void notFound() {
        isRefused(send("GET", INTEGRATIONS + "/" + UUID.randomUUID(), token, null), 404, "Integration not found");
    }

    @Test
    void conflict() {
        created();

        isRefused(
                send("POST", INTEGRATIONS, token, "{\"name\":\"Slack\",\"type\":\"messaging\"}"),
                409,
                "Integration with this name already exists");
    }

    private String created() {
        Reply reply = send(
                "POST",
                INTEGRATIONS,
                token,
                """
                {"name":"Slack","type":"messaging","config":{"webhookUrl":"https://hooks.slack.com/..."}}
                """);
        return reply.json().at("/data/id").asText();
    }

    private void isTheIntegration(JsonNode shown, String id) {
        assertThat(keys(shown))
                .containsExactly("id", "companyId", "name", "type", "status", "config", "createdAt", "updatedAt");
        assertThat(shown.get("id").asText()).isEqualTo(id);
        assertThat(shown.get("companyId").asText()).isEqualTo(company);
        assertThat(shown.get("name").asText()).isEqualTo("Slack");
        assertThat(shown.get("type").asText()).isEqualTo("messaging");
        assertThat(shown.get("status").asText()).isEqualTo("active");
        assertThat(shown.get("config")).isEqualTo(Reply.parsed("{ \"webhookUrl\": \"https://hooks.slack.com/...\" }"));
        assertThat(shown.get("createdAt").asText()).endsWith("Z");
        assertThat(shown.get("updatedAt").asText()).endsWith("Z");
    }

    private static void isRefused(Reply reply, int status, String message) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json())
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("success", false)
                        .put("message", message));
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
