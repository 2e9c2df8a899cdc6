package dev.serai.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens that a caller hands over, because somebody else has had a person agree. */
final class GivenTokens {

    private static final List<String> ACCESS = List.of("accessToken", "access_token");
    private static final List<String> REFRESH = List.of("refreshToken", "refresh_token");
    private static final List<String> EXPIRES_AT = List.of("expiresAt", "expires_at");
    private static final List<String> EXPIRES_IN = List.of("expiresIn", "expires_in");
    /** Where the account's API is, as Salesforce says it with its tokens. */
    private static final List<String> BASE_URL = List.of("instanceUrl", "instance_url");

    private static final Duration RUN_OUT = Duration.ofMillis(1);

    private GivenTokens() {}

    /** @return the tokens that stand in a configuration; empty when there are none */
    static Optional<TokenAnswer> in(JsonNode config, Clock clock) {
        String accessToken = text(config, ACCESS);
        return accessToken == null
                ? Optional.empty()
                : Optional.of(new TokenAnswer(
                        accessToken, text(config, REFRESH), lifetime(config, clock), null, text(config, BASE_URL)));
    }

    static boolean areIn(JsonNode config) {
        return text(config, ACCESS) != null;
    }

    /** @return the configuration without the tokens, which are kept as a credential */
    static JsonNode without(JsonNode config) {
        ObjectNode rest = config.deepCopy();
        List.of(ACCESS, REFRESH, EXPIRES_AT, EXPIRES_IN).forEach(rest::remove);
        return rest;
    }

    private static @Nullable Duration lifetime(JsonNode config, Clock clock) {
        String until = text(config, EXPIRES_AT);
        if (until != null) {
            try {
                Duration left = Duration.between(clock.instant(), Instant.parse(until));
                return left.compareTo(RUN_OUT) > 0 ? left : RUN_OUT;
            } catch (DateTimeException another) {
                return null;
            }
        }
        String seconds = text(config, EXPIRES_IN);
        return seconds != null && seconds.matches("[1-9][0-9]{0,8}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : null;
    }

    private static @Nullable String text(JsonNode config, List<String> names) {
        return names.stream()
                .map(name -> config.path(name).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
