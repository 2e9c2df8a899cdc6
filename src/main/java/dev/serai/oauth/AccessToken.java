package dev.serai.oauth;

import org.jspecify.annotations.Nullable;

/**
 * A token to call a provider with.
 *
 * @param text the token; goes into {@code Authorization} and nowhere else
 * @param generation grows with each new token of the connection
 * @param baseUrl where the account's API is, as the provider said with the token; null: where all accounts' is
 */
public record AccessToken(String text, int generation, @Nullable String baseUrl) {

    /** @return never the token */
    @Override
    public String toString() {
        return "AccessToken[" + generation + "]";
    }
}
