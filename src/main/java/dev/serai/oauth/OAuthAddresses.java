package dev.serai.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Field;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Finds where a connection is authorised, refreshed and revoked: mostly where all connections to its provider are, but
 * some have an address of their own in their configuration.
 */
@Component
class OAuthAddresses {

    static final String AUTHORIZE_URL = "authorize-url";
    static final String TOKEN_URL = "token-url";
    static final String REVOKE_URL = "revoke-url";
    static final String USERINFO_URL = "userinfo-url";

    /** The field with a token endpoint of the connection's own. */
    private static final String OWN_TOKEN_URL = "token_url";

    /** The field with the host of the organisation's own log-in. */
    private static final String DOMAIN = "domain";

    private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private final ProviderSettings settings;

    OAuthAddresses(ProviderSettings settings) {
        this.settings = settings;
    }

    /**
     * Looks an address up. An address that the operator has set comes before a connection's domain, so that a provider
     * can be pointed at a sandbox as a whole.
     *
     * @param key which address, such as {@value #TOKEN_URL}
     * @return an absolute address
     * @throws dev.serai.provider.ProviderFault when there is none
     */
    URI of(OpenConnection connection, Provider provider, String key) {
        return ownTokenUrl(connection, provider, key)
                .or(() -> atDomain(connection, provider, key))
                .orElseGet(() -> settings.url(provider.id(), key));
    }

    private static Optional<URI> ownTokenUrl(OpenConnection connection, Provider provider, String key) {
        // The hub's own secret goes to no address that a caller names.
        return key.equals(TOKEN_URL) && OAuthClients.hasOwn(connection)
                ? text(connection, provider, OWN_TOKEN_URL).flatMap(OAuthAddresses::absolute)
                : Optional.empty();
    }

    private Optional<URI> atDomain(OpenConnection connection, Provider provider, String key) {
        String standard = provider.settings().get(key) == null
                ? null
                : provider.settings().get(key).standard();
        if (standard == null || settings.isSet(provider.id(), key)) {
            return Optional.empty();
        }
        return text(connection, provider, DOMAIN)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> URI.create("https://" + host + URI.create(standard).getRawPath()));
    }

    /** Only what a provider's file declares counts, and only as it declares it: the client's secret goes there. */
    private static Optional<String> text(OpenConnection connection, Provider provider, String name) {
        Optional<Field> declared = provider.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst();
        JsonNode given = connection.config().path(name);
        return declared.filter(field -> field.pattern() == null
                        || field.pattern().matcher(given.asText("")).matches())
                .map(field -> given.asText("").strip())
                .filter(text -> !text.isEmpty());
    }

    private static Optional<URI> absolute(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
