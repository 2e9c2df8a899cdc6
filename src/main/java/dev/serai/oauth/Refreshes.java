package dev.serai.oauth;

import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Refreshes credentials, each by one request to its provider however many ask for it: within a hub those who come later
 * wait for the first, and among hubs a lease in the row decides, whose losers wait for the winner's token. Nothing of the
 * database is held while the provider is asked.
 */
@Component
class Refreshes {

    private static final Logger LOG = LoggerFactory.getLogger(Refreshes.class);

    /** The generation of a connection that has no credential yet. */
    static final int NONE = 0;

    /** Longer than any request for a token takes: only a hub that died leaves a claim to run out. */
    private static final Duration LEASE = TokenEndpoint.TIMEOUT.plusSeconds(5);

    private static final Duration WAIT_FOR_OTHERS = LEASE.plusSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** How long a token that can't be committed is held on to. */
    private static final Duration HOLD = Duration.ofMinutes(2);

    private static final Duration COMMIT_AGAIN = Duration.ofMillis(500);

    private final Credentials credentials;
    private final TokenEndpoint endpoint;
    private final Connections connections;
    private final Providers providers;
    private final ConnectionHealth health;
    private final Clock clock;
    private final ConcurrentMap<UUID, CompletableFuture<Credential>> underWay = new ConcurrentHashMap<>();

    Refreshes(
            Credentials credentials,
            TokenEndpoint endpoint,
            Connections connections,
            Providers providers,
            ConnectionHealth health,
            Clock clock) {
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.connections = connections;
        this.providers = providers;
        this.health = health;
        this.clock = clock;
    }

    /**
     * Gets a newer credential.
     *
     * @param generation of the one that is not good any more
     * @throws ProviderFault when there is none to be had
     */
    Credential refresh(long tenantId, UUID connectionId, int generation) {
        CompletableFuture<Credential> own = new CompletableFuture<>();
        CompletableFuture<Credential> first = underWay.putIfAbsent(connectionId, own);
        if (first != null) {
            Credential theirs = joined(first);
            // Who was under way may have begun before the refused token came into being.
            return theirs.generation() > generation ? theirs : refresh(tenantId, connectionId, generation);
        }
        try {
            Credential newer = refreshOnce(tenantId, connectionId, generation);
            end(connectionId, own);
            own.complete(newer);
            return newer;
        } catch (RuntimeException | Error failed) {
            end(connectionId, own);
            own.completeExceptionally(failed);
            throw failed;
        }
    }

    /** Before anybody is told, so that who needs a still newer token does not find this one again and again. */
    private void end(UUID connectionId, CompletableFuture<Credential> own) {
        underWay.remove(connectionId, own);
    }

    private static Credential joined(CompletableFuture<Credential> first) {
        try {
            return first.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw failed;
        }
    }

    private Credential refreshOnce(long tenantId, UUID connectionId, int generation) {
        Instant patience = clock.instant().plus(WAIT_FOR_OTHERS);
        while (clock.instant().isBefore(patience)) {
            Optional<Credential> found = credentials.find(tenantId, connectionId);
            if (found.isEmpty()) {
                return first(tenantId, connectionId);
            }
            Credential now = found.get();
            if (now.generation() > generation) {
                return now;
            }
            if (now.refused() != null) {
                throw refused(now.refused());
            }
            if (now.retryAt() != null && now.retryAt().isAfter(clock.instant())) {
                throw new ProviderFault(
                        ErrorClass.RETRY,
                        Objects.requireNonNullElse(now.lastError(), "The provider gives no token now"),
                        Duration.between(clock.instant(), now.retryAt()),
                        null);
            }
            if (credentials.claimRefresh(tenantId, connectionId, generation, LEASE)) {
                return ask(tenantId, connectionId, now);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new ProviderFault(ErrorClass.RETRY, "Another hub has not finished refreshing the token in time");
    }

    /** The first token of a connection that needs nobody to agree, or whose tokens were handed over with it. */
    private Credential first(long tenantId, UUID connectionId) {
        OpenConnection connection = opened(tenantId, connectionId);
        Provider provider = providers.require("provider", connection.provider());
        OAuth2 way = OAuthWay.of(connection, provider);
        TokenAnswer answer = way.grant() == OAuth2.Grant.AUTHORIZATION_CODE
                ? GivenTokens.in(connection.config(), clock).orElseThrow(Refreshes::unauthorised)
                : asked(connection, provider, way);
        credentials.keepNew(tenantId, connectionId, answer, true);
        return credentials.find(tenantId, connectionId).orElseThrow(Refreshes::gone);
    }

    private OpenConnection opened(long tenantId, UUID connectionId) {
        try {
            return connections.open(tenantId, connectionId);
        } catch (NotFound nobodys) {
            throw unauthorised();
        }
    }

    private TokenAnswer asked(OpenConnection connection, Provider provider, OAuth2 way) {
        try {
            return endpoint.refresh(connection, provider, way, null);
        } catch (ProviderFault fault) {
            health.failed(connection.tenantId(), connection.id(), fault);
            throw fault;
        }
    }

    private Credential ask(long tenantId, UUID connectionId, Credential before) {
        try {
            OpenConnection connection = connections.open(tenantId, connectionId);
            Provider provider = providers.require("provider", connection.provider());
            TokenAnswer answer =
                    endpoint.refresh(connection, provider, OAuthWay.of(connection, provider), before.refreshToken());
            keep(tenantId, connectionId, before.generation(), answer);
            return credentials.find(tenantId, connectionId).orElseThrow(Refreshes::gone);
        } catch (ProviderFault fault) {
            return afterFault(tenantId, connectionId, before, fault);
        }
    }

    /** The provider may have ended the token before with this answer: it is held on to until it is committed. */
    private void keep(long tenantId, UUID connectionId, int generation, TokenAnswer answer) {
        Instant until = clock.instant().plus(HOLD);
        while (true) {
            try {
                credentials.keepRenewed(tenantId, connectionId, generation, answer);
                return;
            } catch (DataAccessException | TransactionException failed) {
                if (clock.instant().isAfter(until)) {
                    throw failed;
                }
                LOG.warn("A refreshed token can't be committed yet, trying again: {}", failed.toString());
                LockSupport.parkNanos(COMMIT_AGAIN.toNanos());
            }
        }
    }

    private Credential afterFault(long tenantId, UUID connectionId, Credential before, ProviderFault fault) {
        String reason = String.valueOf(fault.getMessage());
        if (fault.kind() == ErrorClass.REAUTHORISE) {
            if (!credentials.noteRefused(tenantId, connectionId, before.generation(), reason)) {
                // Somebody else was faster, and the token that was refused is of yesterday.
                Credential now = credentials.find(tenantId, connectionId).orElseThrow(Refreshes::gone);
                if (now.generation() > before.generation()) {
                    return now;
                }
            }
            health.failed(tenantId, connectionId, fault);
            throw fault;
        }
        credentials.noteFailed(
                tenantId,
                connectionId,
                before.generation(),
                reason,
                fault.retryAfter().orElse(null));
        // A token endpoint that does not know what it is asked, such as one at a wrong address, says nothing about the
        // grant: the owner can do nothing about it, but the operator can.
        ProviderFault told = fault.kind() == ErrorClass.PERMANENT
                ? new ProviderFault(
                        ErrorClass.OPERATOR, reason, null, fault.word().orElse(null))
                : fault;
        health.failed(tenantId, connectionId, told);
        throw told;
    }

    static ProviderFault refused(String reason) {
        return new ProviderFault(ErrorClass.REAUTHORISE, reason, null, "invalid_grant");
    }

    private static ProviderFault unauthorised() {
        return new ProviderFault(ErrorClass.REAUTHORISE, "The connection is not authorised with its provider yet");
    }

    private static ProviderFault gone() {
        return new ProviderFault(ErrorClass.PERMANENT, "The connection is gone");
    }
}
