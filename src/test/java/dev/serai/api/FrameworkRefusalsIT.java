package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits its schema and still can't be: the field is named in the style of the contract. */
class FrameworkRefusalsIT extends RunningHub {

    private Organization organization;

    @BeforeEach
    void meet() {
        organization = new Organization(http);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "POST | integrations | {\"name\":\"x\",\"provider\":\"nobody\",\"authType\":\"oauth2\"} | provider",
                "PUT  | integrations/{integration} | {\"status\":\"revoked\"} | status",
                "POST | integrations/webhooks | {\"name\":\"x\",\"url\":\"ftp://example.com\",\"events\":[\"application.created\"]} | url",
                "POST | integrations/webhooks | {\"name\":\"x\",\"url\":\"https://example.com\",\"events\":[\"nope\"]} | events.0",
                "PUT  | integrations/webhooks/{webhook} | {\"timeoutMs\":5} | timeoutMs",
                "PUT  | integrations/webhooks/{webhook} | {\"integrationId\":\"00000000-0000-4000-8000-000000000000\"} | integrationId",
                "POST | integrations/webhooks/{webhook}/secret/rotate | {\"overlapSeconds\":-1} | overlapSeconds",
                "POST | integrations/webhooks/trigger | {\"event\":\"nope\",\"payload\":{}} | event",
                "POST | integrations/webhooks/dead-letters/resend | {\"since\":\"yesterday\"} | since"
            })
    void namesTheFieldInItsMessage(String method, String path, String body, String field) {
        Reply reply = http.send(method, "/api/v1/" + filled(path), organization.token(), body)
                .expect(400);

        assertThat(reply.text("message")).startsWith("Validation failed: " + field + " ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "/events | {\"event\":\"nope\",\"data\":{}} | event",
                "/events/batch | {\"events\":[{\"event\":\"application.created\",\"data\":5}]} | events.0.data"
            })
    void theHubsOwnContractNamesItInAFieldOfItsProblem(String path, String body, String field) {
        Reply reply = http.post(organization.token(), path, body).expect(400);

        assertThat(reply.text("field")).isEqualTo(field);
        assertThat(reply.text("detail")).startsWith(field + " ");
    }

    private String filled(String path) {
        return path.contains("{integration}")
                ? path.replace("{integration}", organization.integration())
                : path.contains("{webhook}") ? path.replace("{webhook}", organization.webhook(200)) : path;
    }
}
