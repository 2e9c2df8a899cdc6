package dev.serai.oauth;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.Provider;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** The connections that are being tried before they are stored. */
@Component
public class Candidates {

    private final TokenEndpoint endpoint;
    private final Credentials credentials;
    private final Clock clock;
    private final ConcurrentMap<UUID, Candidate> underWay = new ConcurrentHashMap<>();

    Candidates(TokenEndpoint endpoint, Credentials credentials, Clock clock) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Begins a try; calls for the connection find its tokens until it is closed.
     *
     * @param connection as it would be, under an id that nobody else has
     */
    public Candidate begin(OpenConnection connection, Provider provider) {
        boolean oauth = provider.chosen(connection.authType(), connection.config()) instanceof OAuth2;
        Candidate candidate = new Candidate(
                connection,
                provider,
                oauth ? GivenTokens.in(connection.config(), clock).orElse(null) : null,
                this,
                endpoint,
                clock);
        underWay.put(connection.id(), candidate);
        return candidate;
    }

    Optional<Candidate> find(UUID connectionId) {
        return Optional.ofNullable(underWay.get(connectionId));
    }

    void forget(UUID connectionId) {
        underWay.remove(connectionId);
    }

    void keep(long tenantId, UUID connectionId, TokenAnswer tokens) {
        credentials.keepNew(tenantId, connectionId, tokens, false);
    }
}
