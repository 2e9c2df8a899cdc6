package dev.serai.oauth;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Authentication.OAuth2.ClientAuthentication;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.Providers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the OAuth client that a connection is authorised with: its own, or the hub's. */
@Component
class OAuthClients {

    private static final String ID = "client-id";
    private static final String SECRET = "client-secret";

    private final Providers providers;
    private final ProviderSettings settings;

    OAuthClients(Providers providers, ProviderSettings settings) {
        this.providers = providers;
        this.settings = settings;
    }

    /**
     * A client as the provider knows it.
     *
     * @param secret empty for a public client
     * @param own whether it is the connection's own, and not the hub's
     */
    record OAuthClient(String id, String secret, boolean own) {

        /** What is wrong with a connection's own client is for its owner to put right, and not for the operator. */
        ErrorClass blamed(ErrorClass refused) {
            return own && refused == ErrorClass.OPERATOR ? ErrorClass.REAUTHORISE : refused;
        }

        /** Proves to a token endpoint who is asking (RFC 6749, section 2.3.1). */
        void prove(ClientAuthentication way, Map<String, String> form, Map<String, String> headers) {
            if (way == ClientAuthentication.BASIC) {
                // Both are form-encoded before they are joined.
                String pair = TokenEndpoint.encoded(id) + ":" + TokenEndpoint.encoded(secret);
                headers.put(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
                return;
            }
            form.put("client_id", id);
            if (!secret.isEmpty()) {
                form.put("client_secret", secret);
            }
        }

        @Override
        public String toString() {
            return "OAuthClient[" + id + "]";
        }
    }

    /**
     * @return the connection's own client where its configuration names one, else the one in the hub's settings
     * @throws ProviderFault when there is neither
     */
    OAuthClient of(OpenConnection connection) {
        if (hasOwn(connection)) {
            return new OAuthClient(
                    own(connection, "clientId", "client_id"), own(connection, "clientSecret", "client_secret"), true);
        }
        String id = hubs(connection.provider(), ID)
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR,
                        "This hub has no OAuth client for " + connection.provider() + "; set serai.providers."
                                + connection.provider() + ".client-id and .client-secret"));
        return new OAuthClient(id, hubs(connection.provider(), SECRET).orElse(""), false);
    }

    /** @return whether a connection's configuration names a client of its own */
    static boolean hasOwn(OpenConnection connection) {
        return !own(connection, "clientId", "client_id").isEmpty();
    }

    private Optional<String> hubs(String providerId, String key) {
        return providers
                .find(providerId)
                .filter(provider -> provider.settings().containsKey(key))
                .flatMap(provider -> settings.get(providerId, key));
    }

    /** Contracts differ in how they spell it. */
    private static String own(OpenConnection connection, String... names) {
        for (String name : names) {
            String value = connection.config().path(name).asText("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
