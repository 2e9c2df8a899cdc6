package dev.serai.oauth;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tokens that are there already: looking at them asks no provider for another. */
@Component
public class KeptTokens {

    private final Credentials credentials;

    KeptTokens(Credentials credentials) {
        this.credentials = credentials;
    }

    /** @return the token that was got last, which may have run out; empty when there is none, or the provider gives no more */
    public Optional<AccessToken> find(long tenantId, UUID connectionId) {
        return credentials
                .find(tenantId, connectionId)
                .filter(credential -> credential.refused() == null)
                .map(Credential::token);
    }
}
