package dev.serai.crash;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Bearer tokens that every hub here accepts. */
final class Tokens {

    /** What signs them: every hub's {@code SERAI_JWT_SECRET}. */
    static final String SECRET = "a secret of more than thirty-two bytes, for these tests alone";

    private Tokens() {}

    /** @return a token of an organisation that may do everything */
    static String ofOrganization(String organizationId) {
        return signed(new JWTClaimsSet.Builder()
                .subject("tester")
                .claim("organizationId", organizationId)
                .claim(
                        "permissions",
                        List.of(
                                "integrations:create",
                                "integrations:read",
                                "integrations:update",
                                "integrations:delete")));
    }

    /** @return a token that names a user and nothing else */
    static String ofUser(String userId) {
        return signed(new JWTClaimsSet.Builder().subject(userId));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                claims.expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                        .build());
        try {
            token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        return token.serialize();
    }
}
