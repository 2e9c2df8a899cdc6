package dev.serai.api.token;

import dev.serai.refusal.Unauthorized;
import dev.serai.tenancy.ClientCredentials;
import dev.serai.tenancy.ClientTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * OAuth 2.0's token endpoint for client credentials (RFC 6749, sections 2.3.1, 3.2, 4.4 and 5). Clients prove themselves
 * by HTTP Basic or in the form.
 */
@RestController
class TokenEndpoint {

    private static final List<String> PARAMETERS = List.of("grant_type", "client_id", "client_secret", "scope");

    private final ClientTokens tokens;

    TokenEndpoint(ClientTokens tokens) {
        this.tokens = tokens;
    }

    /** @return the token, or the standard's error */
    @PostMapping(path = "/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> issue(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam MultiValueMap<String, String> form,
            HttpServletRequest request) {
        if (request.getQueryString() != null) {
            return error(400, "invalid_request", "Parameters belong in the body, not in the URL");
        }
        for (String parameter : PARAMETERS) {
            if (form.getOrDefault(parameter, List.of()).size() > 1) {
                return error(400, "invalid_request", parameter + " is given more than once");
            }
        }
        String grantType = given(form, "grant_type");
        if (grantType == null) {
            return error(400, "invalid_request", "grant_type is required; client_credentials is offered");
        }
        if (!grantType.equals("client_credentials")) {
            return error(400, "unsupported_grant_type", "Only client_credentials is offered");
        }
        String secret = given(form, "client_secret");
        if (authorization != null && secret != null) {
            return error(400, "invalid_request", "Send the client's secret by HTTP Basic or in the form, not both");
        }
        String id = given(form, "client_id");
        List<ClientCredentials> credentials =
                authorization != null ? ClientCredentials.basic(authorization) : ClientCredentials.form(id, secret);
        return answer(credentials, given(form, "scope"));
    }

    private ResponseEntity<Map<String, Object>> answer(List<ClientCredentials> readings, @Nullable String scope) {
        String wrong = "Send client_id and client_secret, by HTTP Basic or in the form";
        try {
            for (ClientCredentials client : readings) {
                try {
                    return answer(tokens.issue(client.id(), client.secret(), scope));
                } catch (Unauthorized refused) {
                    wrong = refused.getMessage();
                }
            }
            return error(401, "invalid_client", wrong);
        } catch (ClientTokens.InvalidScope more) {
            return error(400, "invalid_scope", more.getMessage());
        }
    }

    /** A parameter without a value counts as left out (RFC 6749, section 3.2). */
    private static @Nullable String given(MultiValueMap<String, String> form, String parameter) {
        String value = form.getFirst(parameter);
        return value == null || value.isEmpty() ? null : value;
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
