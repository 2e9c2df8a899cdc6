package dev.serai.oauth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has from its provider, in clear; never to be shown.
 *
 * @param refreshToken null: the provider gave none
 * @param baseUrl where the account's API is; null: where all accounts' is
 * @param expiresAt when the access token runs out, by the clock of this hub; null: the provider does not say
 * @param refused why the provider gives no more tokens; null: it does
 * @param retryAt before that the provider is not asked for a token again; null: any time
 * @param lastError what came of the last request for a token that failed; null: it did not fail
 */
record Credential(
        int generation,
        String accessToken,
        @Nullable String refreshToken,
        @Nullable String baseUrl,
        @Nullable Instant expiresAt,
        @Nullable String refused,
        @Nullable Instant retryAt,
        @Nullable String lastError) {

    AccessToken token() {
        return new AccessToken(accessToken, generation, baseUrl);
    }

    /** @return never the tokens */
    @Override
    public String toString() {
        return "Credential[" + generation + "]";
    }
}
