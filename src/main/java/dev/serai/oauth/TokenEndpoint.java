package dev.serai.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundRequest;
import dev.serai.egress.OutboundResponse;
import dev.serai.oauth.OAuthClients.OAuthClient;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks providers for tokens (RFC 6749, sections 4 and 6, and RFC 7523). Holds no connection to the database while it waits. */
@Component("providerTokenEndpoint")
class TokenEndpoint {

    /** For a whole exchange; shorter than a refresh may keep others waiting. */
    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int LONGEST_ANSWER = 65_536;
    private static final int LONGEST_WORD = 200;
    private static final List<String> SECRET_FIELDS =
            List.of("code", "code_verifier", "refresh_token", "client_secret", "password", "assertion");

    private final OutboundClient client;
    private final OAuthAddresses addresses;
    private final OAuthClients clients;
    private final GrantForms grants;
    private final TokenTraffic traffic;
    private final ObjectMapper json;
    private final Clock clock;

    TokenEndpoint(
            OutboundClient client,
            OAuthAddresses addresses,
            OAuthClients clients,
            GrantForms grants,
            TokenTraffic traffic,
            ObjectMapper json,
            Clock clock) {
        this.client = client;
        this.addresses = addresses;
        this.clients = clients;
        this.grants = grants;
        this.traffic = traffic;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Exchanges a code for tokens.
     *
     * @throws ProviderFault when the provider refuses or can't be reached
     */
    TokenAnswer exchange(
            OpenConnection connection,
            Provider provider,
            OAuth2 way,
            String code,
            String redirectUri,
            String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        if (way.pkce()) {
            form.put("code_verifier", verifier);
        }
        URI tokenUrl = addresses.of(connection, provider, OAuthAddresses.TOKEN_URL);
        return ask(provider, way, clients.of(connection), tokenUrl, form);
    }

    /**
     * Gets a new access token.
     *
     * @throws ProviderFault when the provider refuses or can't be reached
     */
    TokenAnswer refresh(OpenConnection connection, Provider provider, OAuth2 way, @Nullable String refreshToken) {
        OAuthClient app = clients.of(connection);
        URI tokenUrl = addresses.of(connection, provider, OAuthAddresses.TOKEN_URL);
        return traffic.refresh(
                provider,
                () -> ask(
                        provider,
                        way,
                        app,
                        tokenUrl,
                        grants.of(connection, provider, way, app, tokenUrl, refreshToken)));
    }

    private TokenAnswer ask(Provider provider, OAuth2 way, OAuthClient app, URI tokenUrl, Map<String, String> form) {
        form.putAll(way.tokenParameters());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        // An assertion names its client, and proves it.
        if (way.grant() != OAuth2.Grant.JWT_BEARER) {
            app.prove(way.clientAuthentication(), form, headers);
        }
        OutboundResponse response =
                send(new OutboundRequest("POST", tokenUrl, headers, encoded(form), TIMEOUT, LONGEST_ANSWER));
        JsonNode body = parsed(response.body());
        ErrorClass refused = provider.errors().classify(response.status(), body).orElse(null);
        if (refused != null) {
            throw refusal(provider, response, body, app.blamed(refused), form);
        }
        return TokenAnswer.of(body, way)
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.RETRY, "The provider's answer to a request for a token holds none"));
    }

    private ProviderFault refusal(
            Provider provider,
            OutboundResponse response,
            @Nullable JsonNode body,
            ErrorClass refused,
            Map<String, String> form) {
        String word = body == null ? "" : told(body.path("error").asText(""), form);
        String description =
                body == null ? "" : told(body.path("error_description").asText(""), form);
        String said = word.isEmpty() ? "HTTP " + response.status() : word;
        return new ProviderFault(
                refused,
                "The provider gives no token: " + said + (description.isEmpty() ? "" : " (" + description + ")"),
                provider.limits().waitAfter(response.headers(), clock.instant()).orElse(null),
                word.isEmpty() ? null : word);
    }

    private OutboundResponse send(OutboundRequest request) {
        try {
            return client.send(request).join();
        } catch (CompletionException failed) {
            String reason = failed.getCause() instanceof OutboundFailure known ? known.getMessage() : "no answer";
            throw new ProviderFault(ErrorClass.RETRY, "The provider can't be reached: " + reason);
        }
    }

    private @Nullable JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException none) {
            return null;
        }
    }

    /** @return what a provider says, without what it may repeat of our own secrets, and short enough to be shown */
    private static String told(String text, Map<String, String> form) {
        String told = text;
        for (String field : SECRET_FIELDS) {
            String secret = form.getOrDefault(field, "");
            if (!secret.isEmpty()) {
                told = told.replace(secret, "…");
            }
        }
        told = told.replaceAll("\\p{Cntrl}+", " ").strip();
        return told.length() <= LONGEST_WORD ? told : told.substring(0, LONGEST_WORD) + "…";
    }

    static byte[] encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
