package dev.serai.oauth;

import dev.serai.provider.ProviderFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives access tokens that hold, and refreshes them when they don't. */
@Component
public class AccessTokens {

    /** A token that runs out while a request is on its way is no use. */
    private static final Duration TOO_SHORT = Duration.ofSeconds(30);

    private final Candidates candidates;
    private final Credentials credentials;
    private final Refreshes refreshes;
    private final Clock clock;

    AccessTokens(Candidates candidates, Credentials credentials, Refreshes refreshes, Clock clock) {
        this.candidates = candidates;
        this.credentials = credentials;
        this.refreshes = refreshes;
        this.clock = clock;
    }

    /**
     * Gives a token that holds now; one that has run out is refreshed first.
     *
     * @throws ProviderFault when the connection was never authorised, has to be again, or the provider gives none now
     */
    public AccessToken of(long tenantId, UUID connectionId) {
        Optional<Candidate> candidate = candidates.find(connectionId);
        if (candidate.isPresent()) {
            return candidate.get().token();
        }
        Credential credential = usable(tenantId, connectionId);
        Instant expiresAt = credential.expiresAt();
        return expiresAt == null || expiresAt.isAfter(clock.instant().plus(TOO_SHORT))
                ? credential.token()
                : refreshes
                        .refresh(tenantId, connectionId, credential.generation())
                        .token();
    }

    /**
     * Gives a newer token than one that the provider has refused with a 401. All who ask for it at once, in whatever hub,
     * share one refresh.
     *
     * @throws ProviderFault as for {@link #of}
     */
    public AccessToken renewed(long tenantId, UUID connectionId, AccessToken refused) {
        Optional<Candidate> candidate = candidates.find(connectionId);
        if (candidate.isPresent()) {
            return candidate.get().renewed(refused);
        }
        Credential credential = usable(tenantId, connectionId);
        return credential.generation() > refused.generation()
                ? credential.token()
                : refreshes
                        .refresh(tenantId, connectionId, refused.generation())
                        .token();
    }

    private Credential usable(long tenantId, UUID connectionId) {
        Credential credential = credentials
                .find(tenantId, connectionId)
                .orElseGet(() -> refreshes.refresh(tenantId, connectionId, Refreshes.NONE));
        if (credential.refused() != null) {
            throw Refreshes.refused(Objects.requireNonNull(credential.refused()));
        }
        return credential;
    }
}
