package dev.serai.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is tried before it is stored. Its tokens are held here meanwhile: one that had to be refreshed on the
 * way must not be lost, because the provider may have ended the one before.
 */
public final class Candidate implements AutoCloseable {

    private static final Duration TOO_SHORT = Duration.ofSeconds(30);
    private static final Duration RUN_OUT = Duration.ofMillis(1);

    private final OpenConnection connection;
    private final Provider provider;
    private final Candidates candidates;
    private final TokenEndpoint endpoint;
    private final Clock clock;
    private @Nullable TokenAnswer tokens;
    private @Nullable Instant expiresAt;
    private int generation;

    Candidate(
            OpenConnection connection,
            Provider provider,
            @Nullable TokenAnswer tokens,
            Candidates candidates,
            TokenEndpoint endpoint,
            Clock clock) {
        this.connection = connection;
        this.provider = provider;
        this.candidates = candidates;
        this.endpoint = endpoint;
        this.clock = clock;
        if (tokens != null) {
            take(tokens);
        }
    }

    /** @return the connection as it would be, under an id that nobody else has */
    public OpenConnection connection() {
        return connection;
    }

    /** @return whether a person has yet to agree with the provider, so that there is nothing to try */
    public synchronized boolean hasToAgree() {
        OAuth2 way = way();
        return way != null && way.grant() == OAuth2.Grant.AUTHORIZATION_CODE && tokens == null;
    }

    /**
     * @return the configuration to store: without tokens, which are kept as a credential
     */
    public synchronized JsonNode config() {
        return tokens == null || way() == null || !GivenTokens.areIn(connection.config())
                ? connection.config()
                : GivenTokens.without(connection.config());
    }

    /**
     * Keeps the tokens for the connection that was made of the candidate, in the current transaction.
     *
     * @param connectionId the stored connection's id
     */
    public synchronized void keepTokens(long tenantId, UUID connectionId) {
        if (tokens != null) {
            Duration left = expiresAt == null ? null : Duration.between(clock.instant(), expiresAt);
            candidates.keep(
                    tenantId,
                    connectionId,
                    new TokenAnswer(
                            tokens.accessToken(),
                            tokens.refreshToken(),
                            left == null || left.compareTo(RUN_OUT) > 0 ? left : RUN_OUT,
                            tokens.scopes(),
                            tokens.baseUrl()));
        }
    }

    synchronized AccessToken token() {
        if (tokens == null
                || expiresAt != null && expiresAt.isBefore(clock.instant().plus(TOO_SHORT))) {
            renew();
        }
        return current();
    }

    synchronized AccessToken renewed(AccessToken refused) {
        if (generation <= refused.generation()) {
            renew();
        }
        return current();
    }

    private void renew() {
        OAuth2 way = way();
        if (way == null) {
            throw new ProviderFault(ErrorClass.PERMANENT, provider.name() + " is not connected by OAuth in this way");
        }
        String refreshToken = tokens == null ? null : tokens.refreshToken();
        if (way.grant() == OAuth2.Grant.AUTHORIZATION_CODE && refreshToken == null) {
            throw new ProviderFault(
                    ErrorClass.REAUTHORISE, "The access token does not hold, and there is no refresh token");
        }
        TokenAnswer answer = endpoint.refresh(connection, provider, way, refreshToken);
        take(new TokenAnswer(
                answer.accessToken(),
                answer.refreshToken() == null ? refreshToken : answer.refreshToken(),
                answer.lifetime(),
                answer.scopes(),
                answer.baseUrl()));
    }

    private void take(TokenAnswer answer) {
        tokens = answer;
        expiresAt = answer.lifetime() == null ? null : clock.instant().plus(answer.lifetime());
        generation++;
    }

    private AccessToken current() {
        TokenAnswer held = Objects.requireNonNull(tokens);
        return new AccessToken(held.accessToken(), generation, held.baseUrl());
    }

    private @Nullable OAuth2 way() {
        return provider.chosen(connection.authType(), connection.config()) instanceof OAuth2 way ? way : null;
    }

    /** Ends the try. */
    @Override
    public void close() {
        candidates.forget(connection.id());
    }

    /** @return never the tokens */
    @Override
    public String toString() {
        return "Candidate[" + connection.provider() + "]";
    }
}
