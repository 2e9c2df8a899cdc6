package dev.serai.oauth;

import dev.serai.connection.Goodbye;
import dev.serai.connection.GoodbyeCall;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.OAuthClients.OAuthClient;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.Providers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has a connection's tokens revoked when it goes (RFC 7009), where its provider can do that. */
@Component
class TokenRevocation implements Goodbye {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRevocation.class);
    private static final String REVOKE_URL = OAuthAddresses.REVOKE_URL;

    private final Credentials credentials;
    private final Providers providers;
    private final ProviderSettings settings;
    private final OAuthAddresses addresses;
    private final OAuthClients clients;

    TokenRevocation(
            Credentials credentials,
            Providers providers,
            ProviderSettings settings,
            OAuthAddresses addresses,
            OAuthClients clients) {
        this.credentials = credentials;
        this.providers = providers;
        this.settings = settings;
        this.addresses = addresses;
        this.clients = clients;
    }

    @Override
    public List<GoodbyeCall> calls(OpenConnection connection) {
        Optional<Provider> provider = providers
                .find(connection.provider())
                .filter(known -> known.settings().containsKey(REVOKE_URL))
                .filter(known -> settings.get(known.id(), REVOKE_URL).isPresent());
        Optional<Credential> credential = credentials.find(connection.tenantId(), connection.id());
        if (provider.isEmpty() || credential.isEmpty()) {
            return List.of();
        }
        try {
            return List.of(call(connection, provider.get(), credential.get()));
        } catch (ProviderFault unset) {
            // A connection goes, whether or not the provider's settings still are what they were.
            LOG.warn("The token of a connection to {} can't be revoked: {}", connection.provider(), unset.getMessage());
            return List.of();
        }
    }

    private GoodbyeCall call(OpenConnection connection, Provider provider, Credential credential) {
        OAuth2 way = OAuthWay.of(connection, provider);
        OAuthClient app = clients.of(connection);
        URI url = addresses.of(connection, provider, REVOKE_URL);
        Map<String, String> form = new LinkedHashMap<>();
        // With the refresh token goes every access token that came from it (RFC 7009, section 2.1).
        form.put("token", credential.refreshToken() != null ? credential.refreshToken() : credential.accessToken());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        app.prove(way.clientAuthentication(), form, headers);
        return new GoodbyeCall(
                "token", "POST", url, headers, new String(TokenEndpoint.encoded(form), StandardCharsets.US_ASCII));
    }

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }
}
