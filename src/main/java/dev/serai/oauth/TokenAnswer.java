package dev.serai.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.Authentication.OAuth2;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint gave (RFC 6749, section 5.1).
 *
 * @param refreshToken null: the one before, if there is one, goes on
 * @param lifetime how long the access token holds; null: the provider does not say
 * @param scopes what was granted; null: what was asked for
 * @param baseUrl where the account's API is; null: the provider does not say
 */
record TokenAnswer(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Duration lifetime,
        @Nullable String scopes,
        @Nullable String baseUrl) {

    private static final long LONGEST_SECONDS = Duration.ofDays(3_650).toSeconds();

    /** @return the answer; empty when it holds no access token */
    static Optional<TokenAnswer> of(@Nullable JsonNode body, OAuth2 way) {
        String accessToken = text(body, "access_token");
        if (body == null || accessToken == null) {
            return Optional.empty();
        }
        // Some providers write the number as text.
        long seconds = body.path("expires_in").asLong(0);
        return Optional.of(new TokenAnswer(
                accessToken,
                text(body, "refresh_token"),
                seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)) : null,
                text(body, "scope"),
                way.baseUrlPointer() == null
                        ? null
                        : address(body.at(way.baseUrlPointer()).asText(""))));
    }

    private static @Nullable String address(String text) {
        return text.matches("https?://[^/\\s]+(/\\S*)?") ? text.replaceAll("/+$", "") : null;
    }

    private static @Nullable String text(@Nullable JsonNode body, String field) {
        String text = body == null ? "" : body.path(field).asText("");
        return text.isEmpty() ? null : text;
    }

    /** @return never the tokens */
    @Override
    public String toString() {
        return "TokenAnswer[" + lifetime + "]";
    }
}
