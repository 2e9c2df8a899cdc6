package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code POST /token} by client credentials, as RFC 6749 has it. */
class TokenEndpointIT extends RunningHub {

    private static final String GRANT = "grant_type=client_credentials";
    private static final String FORM = GRANT + "&client_id=shop&client_secret=s3cret%2B%2541%20word";
    private static final String SECRET = "s3cret+%41 word";

    @Test
    void givesATokenThatOpensTheContracts() {
        Reply reply = token(null, FORM).expect(200);

        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.text("token_type")).isEqualTo("Bearer");
        assertThat(reply.json().get("expires_in").asInt()).isEqualTo(3_600);
        assertThat(reply.text("scope")).isEqualTo("integrations:read integrations:update");
        http.get(reply.text("access_token"), "/api/v1/integrations").expect(200);
        http.post(reply.text("access_token"), "/api/v1/integrations", "{}").expect(403);
    }

    @Test
    void takesTheClientsIdAndSecretByHttpBasic() {
        token(basic("shop", SECRET), GRANT).expect(200);
    }

    @Test
    void takesThemEncodedAsInAForm() {
        token(basic("shop", "s3cret%2B%2541+word"), GRANT).expect(200);
    }

    @Test
    void narrowsTheScope() {
        assertThat(token(null, FORM + "&scope=integrations:read").expect(200).text("scope"))
                .isEqualTo("integrations:read");
        assertThat(token(null, FORM + "&scope=").expect(200).text("scope"))
                .as("an empty one counts as left out")
                .isEqualTo("integrations:read integrations:update");
    }

    @Test
    void refusesAWrongClient() {
        for (String form : List.of(
                GRANT,
                GRANT + "&client_id=shop",
                GRANT + "&client_id=shop&client_secret=wrong",
                GRANT + "&client_id=nobody&client_secret=s3cret",
                GRANT + "&client_id=development&client_secret=")) {
            Reply reply = refuses(401, "invalid_client", null, form);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Basic ");
        }
        for (String header : List.of(basic("shop", "wrong"), "Basic !!!", "Basic c2hvcA==", "Bearer x", "Basic")) {
            refuses(401, "invalid_client", header, GRANT);
        }
    }

    @Test
    void refusesRequestsThatAreNone() {
        refuses(400, "invalid_request", null, "");
        refuses(400, "invalid_request", null, "grant_type=&client_id=shop");
        refuses(400, "invalid_request", null, FORM + "&" + GRANT);
        refuses(400, "invalid_request", null, FORM + "&client_secret=x");
        refuses(400, "invalid_request", basic("shop", SECRET), FORM);
        refuses(400, "unsupported_grant_type", null, "grant_type=password&username=a&password=b");
        refuses(400, "invalid_scope", null, FORM + "&scope=integrations:create");
        refuses(400, "invalid_scope", null, FORM + "&scope=%00%22%5C%3Cx%3E");
    }

    @Test
    void takesNoParametersFromTheUrl() {
        Reply reply = http.send(http.to("/token?" + FORM)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(reply.expect(400).text("error")).isEqualTo("invalid_request");
    }

    @Test
    void isThereForPostAndFormsOnly() {
        http.send("GET", "/token", null, null).expect(405);
        http.send("POST", "/token", null, "{\"grant_type\":\"client_credentials\"}")
                .expect(415);
    }

    private Reply refuses(int status, String error, @Nullable String authorization, String form) {
        Reply reply = token(authorization, form).expect(status);
        assertThat(reply.text("error")).isEqualTo(error);
        assertThat(reply.text("error_description")).matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        return reply;
    }

    private Reply token(@Nullable String authorization, String form) {
        HttpRequest.Builder request = http.to("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build());
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
