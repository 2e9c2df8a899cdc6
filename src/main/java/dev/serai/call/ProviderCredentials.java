package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AccessToken;
import dev.serai.oauth.AccessTokens;
import dev.serai.provider.Authentication;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Field;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what a connection proves itself with over HTTP. */
@Component
class ProviderCredentials {

    private static final Pattern SENDABLE = Pattern.compile("[\\x20-\\x7e]*+");

    private final AccessTokens tokens;

    ProviderCredentials(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What goes along with a call.
     *
     * @param headers the headers that prove who is calling
     * @param token the OAuth token among them, which can be renewed; null: there is none
     */
    record Proof(Map<String, String> headers, @Nullable AccessToken token) {

        /** @throws ProviderFault when a secret is none that could be sent, such as one that was copied with a line break */
        Proof {
            if (headers.values().stream()
                    .anyMatch(value -> !SENDABLE.matcher(value).matches())) {
                throw new ProviderFault(
                        ErrorClass.REAUTHORISE,
                        "Authentication failed: The credentials have characters that no credentials have");
            }
        }

        /** @return where the account's API is, as the token says; null: it does not */
        @Nullable
        String baseUrl() {
            return token == null ? null : token.baseUrl();
        }

        static Proof of(AccessToken token) {
            return new Proof(Map.of("Authorization", "Bearer " + token.text()), token);
        }

        @Override
        public String toString() {
            return "Proof[" + headers.keySet() + "]";
        }
    }

    /** @throws ProviderFault when the connection has nothing that its provider would take */
    Proof of(OpenConnection connection, Provider provider) {
        return provider.chosen(connection.authType(), connection.config()) instanceof Authentication.OAuth2
                ? Proof.of(tokens.of(connection.tenantId(), connection.id()))
                : given(connection, provider);
    }

    /**
     * @return what the connection's configuration has to prove itself with, where that is no OAuth token
     * @throws ProviderFault when it has nothing that its provider would take
     */
    static Proof given(OpenConnection connection, Provider provider) {
        Authentication way = provider.chosen(connection.authType(), connection.config());
        JsonNode config = connection.config();
        if (way instanceof Authentication.ApiKey key) {
            return new Proof(Map.of(key.header(), key.prefix() + token(provider, way, config)), null);
        }
        if (way instanceof Authentication.BearerToken) {
            return new Proof(Map.of("Authorization", "Bearer " + token(provider, way, config)), null);
        }
        if (way instanceof Authentication.Basic) {
            String pair = required(config, "username", "email") + ":" + required(config, "password");
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return new Proof(Map.of("Authorization", "Basic " + encoded), null);
        }
        return new Proof(Map.of(), null);
    }

    /** The way's own secret field, however its provider calls it. */
    private static String token(Provider provider, Authentication way, JsonNode config) {
        return provider.fieldsFor(way).stream()
                .filter(Field::secret)
                .flatMap(field -> field.in(config).stream())
                .findFirst()
                .orElseGet(() -> required(
                        config,
                        "accessToken",
                        "access_token",
                        "token",
                        "apiKey",
                        "api_key",
                        "apiToken",
                        "api_token",
                        "pat_token"));
    }

    /** @throws ProviderFault when there is no newer token to be had */
    Proof renewed(OpenConnection connection, AccessToken refused) {
        return Proof.of(tokens.renewed(connection.tenantId(), connection.id(), refused));
    }

    private static String required(JsonNode config, String... names) {
        for (String name : names) {
            String value = config.path(name).asText("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        throw new ProviderFault(ErrorClass.REAUTHORISE, "The connection's configuration has no " + names[0]);
    }
}
