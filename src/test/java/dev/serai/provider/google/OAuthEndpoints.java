package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Google's authorisation server: the consent page, tokens, revocation, who the user is. */
final class OAuthEndpoints {

    private static final Set<String> EMAIL_SCOPES =
            Set.of("email", "https://www.googleapis.com/auth/userinfo.email", "https://mail.google.com/");
    private static final Set<String> PROFILE_SCOPES = Set.of(
            "openid",
            "email",
            "profile",
            "https://www.googleapis.com/auth/userinfo.email",
            "https://www.googleapis.com/auth/userinfo.profile");

    private final Grants grants;
    private final String clientId;
    private final String clientSecret;
    private volatile Set<String> redirectUris = Set.of();
    private volatile Consent consent = Consent.FULL;

    OAuthEndpoints(Grants grants, String clientId, String clientSecret) {
        this.grants = grants;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    void redirectUris(Set<String> uris) {
        redirectUris = Set.copyOf(uris);
    }

    Consent consent() {
        return consent;
    }

    void consent(Consent wanted) {
        consent = wanted;
    }

    Answer authorize(Call call) {
        String redirectUri = call.parameter("redirect_uri");
        if (!clientId.equals(call.parameter("client_id"))) {
            return Answer.page(401, "Error 401: invalid_client");
        }
        if (redirectUri == null || !redirectUris.isEmpty() && !redirectUris.contains(redirectUri)) {
            return Answer.page(400, "Error 400: redirect_uri_mismatch");
        }
        Set<String> scopes = words(call.parameter("scope"));
        if (scopes.isEmpty()) {
            return Answer.page(400, "Error 400: invalid_request (scope)");
        }
        String challenge = call.parameter("code_challenge");
        String state = call.parameter("state");
        if (!"code".equals(call.parameter("response_type"))) {
            return Answer.page(400, "Error 400: invalid_request (response_type)");
        }
        if (state == null || state.isEmpty()) {
            return Answer.page(400, "Error 400: invalid_request (state)");
        }
        if (challenge == null
                || !challenge.matches("[A-Za-z0-9_-]{43}")
                || !"S256".equals(call.parameter("code_challenge_method"))) {
            return Answer.page(400, "Error 400: invalid_request (code_challenge)");
        }
        Consent choice = consent;
        Account account = chosen(call.parameter("login_hint"), choice.email());
        if (account == null) {
            return Answer.page(400, "Error 400: no account");
        }
        if (!choice.granting()) {
            return Answer.redirect(with(redirectUri, List.of("error", "access_denied", "state", state)));
        }
        Set<String> ticked = choice.scopes();
        Set<String> granted = new LinkedHashSet<>(scopes);
        if (ticked != null) {
            granted.retainAll(ticked);
        }
        String code = grants.code(
                account,
                granted,
                redirectUri,
                challenge,
                "offline".equals(call.parameter("access_type")),
                words(call.parameter("prompt")).contains("consent"));
        return Answer.redirect(
                with(redirectUri, List.of("state", state, "code", code, "scope", String.join(" ", granted))));
    }

    private @Nullable Account chosen(@Nullable String hint, @Nullable String email) {
        Account hinted = hint == null ? null : grants.account(hint);
        if (hinted != null) {
            return hinted;
        }
        return email == null ? grants.first() : grants.account(email);
    }

    Answer token(Call call) {
        if (!call.method().equals("POST")) {
            return Answer.oauthError(405, "invalid_request", "Only POST");
        }
        Map<String, List<String>> form = call.form();
        authenticate(call, form);
        String kind = required(form, "grant_type");
        Grants.Issued issued =
                switch (kind) {
                    case "authorization_code" ->
                        grants.exchange(
                                required(form, "code"), first(form, "redirect_uri"), first(form, "code_verifier"));
                    case "refresh_token" -> grants.refresh(required(form, "refresh_token"));
                    default -> throw Refusal.oauth(400, "unsupported_grant_type", "Invalid grant_type: " + kind);
                };
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", issued.access());
        body.put("expires_in", issued.lifetime().toSeconds());
        if (issued.refresh() != null) {
            body.put("refresh_token", issued.refresh());
        }
        body.put("scope", String.join(" ", issued.scopes()));
        body.put("token_type", "Bearer");
        return Answer.json(200, body).with("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    }

    private void authenticate(Call call, Map<String, List<String>> form) {
        String id = first(form, "client_id");
        String secret = first(form, "client_secret");
        String header = call.authorization();
        if (header != null && header.startsWith("Basic ")) {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            id = colon < 0 ? pair : pair.substring(0, colon);
            secret = colon < 0 ? "" : pair.substring(colon + 1);
        }
        if (!clientId.equals(id)) {
            throw Refusal.oauth(401, "invalid_client", "The OAuth client was not found.");
        }
        if (!clientSecret.equals(secret)) {
            throw Refusal.oauth(401, "invalid_client", "Unauthorized");
        }
    }

    Answer revoke(Call call) {
        if (!call.method().equals("POST")) {
            return Answer.oauthError(405, "invalid_request", "Only POST");
        }
        String token = first(call.form(), "token");
        if (token == null) {
            token = call.parameter("token");
        }
        if (token == null) {
            throw Refusal.oauth(400, "invalid_request", "Missing required parameter: token");
        }
        grants.revoke(token);
        return Answer.json(200, JsonNodeFactory.instance.objectNode());
    }

    Answer userinfo(Call call) {
        Grants.Access access;
        try {
            access = grants.access(call.authorization());
        } catch (Refusal none) {
            throw Refusal.oauth(401, "invalid_request", "Invalid Credentials");
        }
        if (access.scopes().stream().noneMatch(PROFILE_SCOPES::contains)) {
            throw Refusal.oauth(401, "invalid_request", "Invalid Credentials");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("sub", access.account().subject());
        if (access.scopes().stream().anyMatch(EMAIL_SCOPES::contains)) {
            body.put("email", access.account().email());
            body.put("email_verified", true);
        }
        return Answer.json(200, body);
    }

    private static String required(Map<String, List<String>> form, String name) {
        String value = first(form, name);
        if (value == null || value.isEmpty()) {
            throw Refusal.oauth(400, "invalid_request", "Missing required parameter: " + name);
        }
        return value;
    }

    private static @Nullable String first(Map<String, List<String>> form, String name) {
        List<String> values = form.get(name);
        return values == null ? null : values.get(0);
    }

    private static Set<String> words(@Nullable String text) {
        Set<String> words = new LinkedHashSet<>();
        if (text != null && !text.isBlank()) {
            words.addAll(Arrays.asList(text.trim().split("\\s+")));
        }
        return words;
    }

    private static String with(String uri, List<String> namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            pairs.add(
                    namesAndValues.get(i) + "=" + URLEncoder.encode(namesAndValues.get(i + 1), StandardCharsets.UTF_8));
        }
        return uri + (uri.contains("?") ? "&" : "?") + String.join("&", pairs);
    }
}
