package dev.serai.api.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import org.junit.jupiter.api.Test;

/** The requests of requirement document 000 as they are printed, and the answers printed there. */
class PersonalSourceIT extends RunningHub {

    private static final String TOKENS =
            """
            {
              "access_token": "string",
              "refresh_token": "string",
              "expires_in": 3600
            }
            """;

    private final String user = someone();

    @Test
    void hubspotIntegrationSetup() {
        answers(
                post("/integrations/hubspot_integration_setup", TOKENS),
                """
                {
                  "message": "Hubspot integration setup successful"
                }
                """);
    }

    @Test
    void gmailIntegrationSetup() {
        answers(
                post("/integrations/gmail_integration_setup", TOKENS),
                """
                {
                  "message": "Gmail integration setup successful"
                }
                """);
    }

    @Test
    void outlookIntegrationSetupInTheSameStyle() {
        answers(
                post("/integrations/outlook_integration_setup", TOKENS),
                """
                {
                  "message": "Outlook integration setup successful"
                }
                """);
    }

    @Test
    void smtpIntegrationSetup() {
        answers(
                post(
                        "/integrations/smtp_integration_setup",
                        """
                        {
                          "email": "ada@example.com",
                          "smtp_password": "a-password-of-hers"
                        }
                        """),
                """
                {
                  "message": "SMTP integration setup successful"
                }
                """);
    }

    @Test
    void calendlyIntegrationSetup() {
        answers(
                post(
                        "/integrations/calendly_integration_setup",
                        """
                        {
                          "pat_token": "string"
                        }
                        """),
                """
                {
                  "message": "Calendly integration setup successful"
                }
                """);
    }

    @Test
    void zoomIntegrationSetup() {
        answers(
                post(
                        "/integrations/zoom_integration_setup",
                        """
                        {
                          "client_id": "string",
                          "client_secret": "string",
                          "account_id": "string"
                        }
                        """),
                """
                {
                  "message": "Zoom integration setup successful"
                }
                """);
    }

    @Test
    void userIntegrationBeforeAnySetup() {
        answers(
                get("/integrations/user/integration", token(user)),
                """
                {
                  "zoom": false,
                  "hubspot": false,
                  "gmail": false,
                  "outlook": false,
                  "smtp": false,
                  "calendly": false
                }
                """);
    }

    @Test
    void userIntegrationAfterEverySetup() {
        hubspotIntegrationSetup();
        gmailIntegrationSetup();
        outlookIntegrationSetupInTheSameStyle();
        smtpIntegrationSetup();
        calendlyIntegrationSetup();
        zoomIntegrationSetup();

        answers(
                get("/integrations/user/integration", token(user)),
                """
                {
                  "zoom": true,
                  "hubspot": true,
                  "gmail": true,
                  "outlook": true,
                  "smtp": true,
                  "calendly": true
                }
                """);
    }

    private Reply post(String path, String body) {
        return send(Request.of("POST", path).bearing(token(user)).json(body));
    }

    private static void answers(Reply reply, String printed) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json()).isEqualTo(Reply.parsed(printed));
    }
}
