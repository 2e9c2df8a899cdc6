package dev.serai.tenancy;

import com.nimbusds.jwt.JWTParser;
import dev.serai.refusal.Unauthorized;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Verifies bearer tokens: those signed with the hub's secret, and those of the configured issuer. */
final class BearerTokens {

    private final JwtDecoder own;
    private final @Nullable String issuer;
    private final @Nullable JwtDecoder issued;

    /**
     * @param issuer whose tokens hold beside the hub's own; null: nobody's
     * @param issued verifies them
     */
    BearerTokens(JwtDecoder own, @Nullable String issuer, @Nullable JwtDecoder issued) {
        this.own = own;
        this.issuer = issuer;
        this.issued = issued;
    }

    /**
     * Verifies a token.
     *
     * @throws Unauthorized when it does not hold
     */
    Jwt verified(String token) {
        try {
            return decoder(token).decode(token);
        } catch (JwtException | IllegalArgumentException invalid) {
            throw new Unauthorized("Unauthorized");
        }
    }

    private JwtDecoder decoder(String token) {
        if (issued == null) {
            return own;
        }
        try {
            // What the token says of itself only chooses the key that it has to be verified with.
            return String.valueOf(issuer)
                            .equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer())
                    ? issued
                    : own;
        } catch (ParseException unreadable) {
            return own;
        }
    }
}
