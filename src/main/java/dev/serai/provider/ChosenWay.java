package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Picks the way in which a connection is authorised: contracts either name it, in words of their own, or leave it to what
 * the configuration holds.
 */
final class ChosenWay {

    private static final List<String> TOKEN_NAMES =
            List.of("accessToken", "access_token", "token", "apiKey", "api_key", "apiToken", "api_token", "pat_token");

    private ChosenWay() {}

    static Authentication of(Provider provider, String authType, JsonNode config) {
        return provider.authentication(authType)
                .filter(way -> isComplete(provider, way, config) || !isServerToServer(way))
                .or(() -> withTokensInHand(provider, config))
                .or(() -> provider.authentication().stream()
                        .filter(way -> hasOwnFields(provider, way) && isComplete(provider, way, config))
                        .findFirst())
                .or(() -> provider.authentication().stream()
                        .filter(way -> hasToken(way, config))
                        .findFirst())
                .or(() -> provider.authorizationCode().filter(way -> authType.equals("oauth2")))
                .or(() -> provider.authentication(authType))
                .orElse(provider.preferred());
    }

    private static boolean isServerToServer(Authentication way) {
        return way instanceof Authentication.OAuth2 oauth
                && oauth.grant() != Authentication.OAuth2.Grant.AUTHORIZATION_CODE;
    }

    /** Somebody else has had a person agree, and hands the tokens over. */
    private static Optional<Authentication> withTokensInHand(Provider provider, JsonNode config) {
        boolean tokens = (config.hasNonNull("accessToken") || config.hasNonNull("access_token"))
                && (config.hasNonNull("refreshToken") || config.hasNonNull("refresh_token"));
        return provider.authorizationCode().filter(way -> tokens).map(Authentication.class::cast);
    }

    private static boolean takesToken(Authentication way) {
        return way instanceof Authentication.BearerToken || way instanceof Authentication.ApiKey;
    }

    /** Whoever hands a token over calls it by one of many names. */
    static boolean hasToken(Authentication way, JsonNode config) {
        return takesToken(way) && hasToken(config);
    }

    static boolean hasToken(JsonNode config) {
        return TOKEN_NAMES.stream().anyMatch(config::hasNonNull);
    }

    /** A field that every way has does not tell one from the other. */
    private static boolean hasOwnFields(Provider provider, Authentication way) {
        return provider.fieldsFor(way).stream()
                .anyMatch(field -> field.required()
                        && (provider.authentication().size() == 1
                                || !field.authentication().isEmpty()));
    }

    private static boolean isComplete(Provider provider, Authentication way, JsonNode config) {
        return provider.fieldsFor(way).stream().allMatch(field -> !field.required() || field.isIn(config));
    }
}
