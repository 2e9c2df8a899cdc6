package dev.serai.api.token;

import dev.serai.refusal.Unauthorized;
import dev.serai.tenancy.ClientTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * OAuth 2.0's token endpoint for client credentials (RFC 6749, sections 2.3.1, 4.4 and 5). Clients prove themselves by
 * HTTP Basic or in the form.
 */
@RestController
class TokenEndpoint {

    private final ClientTokens tokens;

    TokenEndpoint(ClientTokens tokens) {
        this.tokens = tokens;
    }

    private record Credentials(String id, String secret) {

        @Override
        public String toString() {
            return "Credentials[" + id + "]";
        }
    }

    /** @return the token, or the standard's error */
    @PostMapping(path = "/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> issue(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(name = "grant_type", required = false) @Nullable String grantType,
            @RequestParam(name = "client_id", required = false) @Nullable String clientId,
            @RequestParam(name = "client_secret", required = false) @Nullable String clientSecret,
            @RequestParam(name = "scope", required = false) @Nullable String scope) {
        if (grantType == null) {
            return error(400, "invalid_request", "grant_type is required; client_credentials is offered");
        }
        if (!grantType.equals("client_credentials")) {
            return error(400, "unsupported_grant_type", "Only client_credentials is offered");
        }
        Optional<Credentials> credentials = authorization == null
                ? Optional.ofNullable(clientId).map(id -> new Credentials(id, clientSecret == null ? "" : clientSecret))
                : basic(authorization);
        try {
            return credentials
                    .map(client -> answer(tokens.issue(client.id(), client.secret(), scope)))
                    .orElseGet(() -> error(
                            401, "invalid_client", "Send client_id and client_secret, by HTTP Basic or in the form"));
        } catch (Unauthorized wrong) {
            return error(401, "invalid_client", wrong.getMessage());
        } catch (ClientTokens.InvalidScope more) {
            return error(400, "invalid_scope", more.getMessage());
        }
    }

    private static Optional<Credentials> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<Map<String, Object>> answer(ClientTokens.Token token) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(Map.of(
                        "access_token", token.value(),
                        "token_type", "Bearer",
                        "expires_in", token.seconds(),
                        "scope", String.join(" ", token.permissions())));
    }

    private static ResponseEntity<Map<String, Object>> error(int status, String error, String description) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).cacheControl(CacheControl.noStore());
        if (status == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"serai\"");
        }
        return answer.body(Map.of("error", error, "error_description", description));
    }
}
