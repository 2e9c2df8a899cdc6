package dev.serai.call;

import dev.serai.call.ProviderCredentials.Proof;
import dev.serai.connection.GoodbyeCall;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.KeptTokens;
import dev.serai.provider.Authentication;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Prepares calls that are made after a connection has gone, with the credentials that it has now. */
@Component
public class LastCalls {

    private static final Logger LOG = LoggerFactory.getLogger(LastCalls.class);

    private final KeptTokens tokens;
    private final ProviderAddresses addresses;

    LastCalls(KeptTokens tokens, ProviderAddresses addresses) {
        this.tokens = tokens;
        this.addresses = addresses;
    }

    /**
     * Prepares a call; nobody is asked for anything.
     *
     * @param what what it ends, for the log
     * @param path below the connection's base URL
     * @return empty when the connection has nothing to prove itself with, or nobody knows where its API is
     */
    public Optional<GoodbyeCall> prepare(
            OpenConnection connection, Provider provider, String what, String method, String path) {
        try {
            return proof(connection, provider).map(proof -> call(connection, provider, proof, what, method, path));
        } catch (ProviderFault unset) {
            LOG.warn("The {} of connection {} is left as it is: {}", what, connection.id(), unset.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Proof> proof(OpenConnection connection, Provider provider) {
        return provider.chosen(connection.authType(), connection.config()) instanceof Authentication.OAuth2
                ? tokens.find(connection.tenantId(), connection.id()).map(Proof::of)
                : Optional.of(ProviderCredentials.given(connection, provider));
    }

    private GoodbyeCall call(
            OpenConnection connection, Provider provider, Proof proof, String what, String method, String path) {
        Map<String, String> headers = new HashMap<>(provider.headers());
        headers.putAll(proof.headers());
        return new GoodbyeCall(
                what,
                method,
                ProviderAddresses.below(addresses.base(connection, provider, proof.baseUrl()), path, provider),
                headers,
                "");
    }
}
