package dev.serai.oauth;

import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AuthorizationRequests.AuthorizationRequest;
import dev.serai.oauth.AuthorizationRequests.Begun;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.util.UriUtils;

/** Lets a person authorise a connection with its provider (RFC 6749, section 4.1, with PKCE, RFC 7636). */
@Service
public class Authorizations {

    private final AuthorizationRequests requests;
    private final Connections connections;
    private final Providers providers;
    private final OAuthAddresses addresses;
    private final OAuthClients clients;
    private final TokenEndpoint endpoint;
    private final Accounts accounts;
    private final Authorized authorized;

    Authorizations(
            AuthorizationRequests requests,
            Connections connections,
            Providers providers,
            OAuthAddresses addresses,
            OAuthClients clients,
            TokenEndpoint endpoint,
            Accounts accounts,
            Authorized authorized) {
        this.requests = requests;
        this.connections = connections;
        this.providers = providers;
        this.addresses = addresses;
        this.clients = clients;
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.authorized = authorized;
    }

    /**
     * Begins an authorisation.
     *
     * @param redirectUri where the provider is to send the browser afterwards
     * @param callerState what the provider is to give back; null: the hub makes it
     * @return where to send the person
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     * @throws ProviderFault when the provider is not connected this way, or the hub has no OAuth client for it
     */
    public String authorizeUrl(long tenantId, UUID connectionId, String redirectUri, @Nullable String callerState) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        Provider provider = provider(connection);
        OAuth2 way = way(connection, provider);
        String clientId = clients.of(connection).id();
        URI authorizeUrl = addresses.of(connection, provider, OAuthAddresses.AUTHORIZE_URL);
        Begun begun = requests.begin(tenantId, connectionId, redirectUri, callerState);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId);
        query.put("redirect_uri", redirectUri);
        if (!way.scopes().isEmpty()) {
            query.put("scope", String.join(way.scopeSeparator(), way.scopes()));
        }
        query.put("state", begun.state());
        if (way.pkce()) {
            query.put(
                    "code_challenge",
                    AuthorizationRequests.challenge(begun.request().codeVerifier()));
            query.put("code_challenge_method", "S256");
        }
        query.putAll(way.authorizeParameters());
        return authorizeUrl
                + (authorizeUrl.getRawQuery() == null ? "?" : "&")
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + UriUtils.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /**
     * Ends an authorisation of a connection that the caller names.
     *
     * @param code what the provider gave
     * @param state what the provider gave back; null: the caller never named one, and PKCE alone binds the code
     * @throws ProviderFault when the state does not hold, or the provider refuses the code
     */
    public void complete(long tenantId, UUID connectionId, String code, @Nullable String state) {
        // Says 404 before it says that the state is wrong.
        OpenConnection connection = connections.open(tenantId, connectionId);
        if (state == null && !way(connection, provider(connection)).pkce()) {
            throw unknownState();
        }
        exchange(requests.take(tenantId, connectionId, state).orElseThrow(Authorizations::unknownState), code);
    }

    /**
     * Ends an authorisation that is known by its state alone, which only the hub can have made.
     *
     * @return the connection
     * @throws ProviderFault when the state does not hold, or the provider refuses the code
     */
    public UUID complete(String code, String state) {
        AuthorizationRequest request = requests.take(state).orElseThrow(Authorizations::unknownState);
        exchange(request, code);
        return request.connectionId();
    }

    /** Gives an authorisation up that the person did not agree to: its state can't be used any more. */
    public void abandon(String state) {
        requests.take(state);
    }

    /** The same for one connection. */
    public void abandon(long tenantId, UUID connectionId, @Nullable String state) {
        requests.take(tenantId, connectionId, state);
    }

    private void exchange(AuthorizationRequest request, String code) {
        OpenConnection connection = connections.open(request.tenantId(), request.connectionId());
        Provider provider = provider(connection);
        OAuth2 way = way(connection, provider);
        TokenAnswer answer =
                endpoint.exchange(connection, provider, way, code, request.redirectUri(), request.codeVerifier());
        authorized.keep(
                connection,
                answer,
                accounts.of(connection, provider, way, answer).orElse(null));
    }

    private Provider provider(OpenConnection connection) {
        return providers
                .find(connection.provider())
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR, "This hub does not know the provider " + connection.provider()));
    }

    private static OAuth2 way(OpenConnection connection, Provider provider) {
        OAuth2 way = OAuthWay.of(connection, provider);
        if (way.grant() != OAuth2.Grant.AUTHORIZATION_CODE) {
            throw new ProviderFault(
                    ErrorClass.PERMANENT, provider.name() + " is not authorised in the browser in this way");
        }
        return way;
    }

    private static ProviderFault unknownState() {
        return new ProviderFault(
                ErrorClass.PERMANENT,
                "The state is unknown, used or too old; begin the authorisation again",
                null,
                "invalid_state");
    }
}
