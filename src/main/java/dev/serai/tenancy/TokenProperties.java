package dev.serai.tenancy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which bearer tokens hold.
 *
 * @param secret property {@code serai.jwt.secret}: signs and verifies HS256 tokens, 32 bytes or more; null or blank: the
 *     hub makes one in its data directory
 * @param issuerUri property {@code serai.jwt.issuer-uri}: an OpenID Connect issuer whose tokens hold as well; null or
 *     blank: none
 * @param audience property {@code serai.jwt.audience}: what such an issuer's tokens must have as {@code aud}; null or
 *     blank: anything
 * @param lifetime property {@code serai.jwt.lifetime}: how long tokens from {@code POST /token} hold
 */
@ConfigurationProperties("serai.jwt")
record TokenProperties(
        @Nullable String secret,
        @Nullable String issuerUri,
        @Nullable String audience,
        @DefaultValue("1h") Duration lifetime) {

    private static final int SHORTEST_SECRET = 32;

    TokenProperties {
        if (isGiven(secret) && secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "serai.jwt.secret (SERAI_JWT_SECRET) must have at least " + SHORTEST_SECRET + " bytes");
        }
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("serai.jwt.lifetime must be positive");
        }
    }

    static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    @Override
    public String toString() {
        return "TokenProperties[secret=********, issuerUri=" + issuerUri + ", audience=" + audience + "]";
    }
}
