package dev.serai.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.OAuthClients.OAuthClient;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a request for a new token says, for each kind of grant; the proof of the client is not part of it. */
@Component
class GrantForms {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String AUDIENCE = "audience";
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    private final Assertions assertions;
    private final ProviderSettings settings;

    GrantForms(Assertions assertions, ProviderSettings settings) {
        this.assertions = assertions;
        this.settings = settings;
    }

    /**
     * Makes a form.
     *
     * @param app on whose behalf an assertion is made
     * @param tokenUrl where the form goes
     * @param refreshToken null: there is none
     * @throws ProviderFault when the connection lacks what its grant takes
     */
    Map<String, String> of(
            OpenConnection connection,
            Provider provider,
            OAuth2 way,
            OAuthClient app,
            URI tokenUrl,
            @Nullable String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        switch (way.grant()) {
            case AUTHORIZATION_CODE -> {
                if (refreshToken == null) {
                    throw new ProviderFault(
                            ErrorClass.REAUTHORISE, "The token has run out, and the provider gave none to refresh it");
                }
                form.put("grant_type", "refresh_token");
                form.put("refresh_token", refreshToken);
            }
            case CLIENT_CREDENTIALS -> {
                form.put("grant_type", "client_credentials");
                addScopes(form, way);
            }
            case ACCOUNT_CREDENTIALS -> {
                form.put("grant_type", "account_credentials");
                form.put("account_id", required(connection, "account_id"));
            }
            case PASSWORD -> {
                form.put("grant_type", "password");
                form.put("username", required(connection, "username"));
                // Who calls from an address that the organisation does not trust proves more, right behind the
                // password.
                form.put(
                        "password",
                        required(connection, "password")
                                + given(connection, "security_token").orElse(""));
                addScopes(form, way);
            }
            case JWT_BEARER -> {
                form.put("grant_type", JWT_BEARER);
                form.put(
                        "assertion",
                        assertions.sign(
                                required(connection, "private_key"),
                                app.id(),
                                required(connection, "username"),
                                audience(connection, provider, tokenUrl)));
            }
        }
        return form;
    }

    private static void addScopes(Map<String, String> form, OAuth2 way) {
        if (!way.scopes().isEmpty()) {
            form.put("scope", String.join(way.scopeSeparator(), way.scopes()));
        }
    }

    /** Whom an assertion is for: some providers want another name than that of the host that it goes to. */
    private String audience(OpenConnection connection, Provider provider, URI tokenUrl) {
        return given(connection, AUDIENCE)
                .or(() -> provider.settings().containsKey(AUDIENCE)
                        ? settings.get(provider.id(), AUDIENCE)
                        : Optional.empty())
                .orElseGet(() -> tokenUrl.getScheme() + "://" + tokenUrl.getRawAuthority());
    }

    private static String required(OpenConnection connection, String name) {
        return given(connection, name)
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.REAUTHORISE, "The connection's configuration has no " + name.replace('_', ' ')));
    }

    /** Contracts differ in how they spell names. */
    private static Optional<String> given(OpenConnection connection, String name) {
        JsonNode config = connection.config();
        String withCapitals =
                UNDERSCORE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        String text = config.path(name).asText("");
        return Optional.of(text.isEmpty() ? config.path(withCapitals).asText("") : text)
                .filter(value -> !value.isEmpty());
    }
}
