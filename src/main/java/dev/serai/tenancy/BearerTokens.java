package dev.serai.tenancy;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jwt.JWTParser;
import dev.serai.refusal.Unauthorized;
import dev.serai.refusal.Unavailable;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
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
     * @throws Unavailable when its issuer's keys can't be had now
     */
    Jwt verified(String token) {
        try {
            return decoder(token).decode(token);
        } catch (JwtDecoderInitializationException noIssuer) {
            throw unavailable();
        } catch (JwtException invalid) {
            throw invalid.getCause() instanceof RemoteKeySourceException ? unavailable() : unauthorized();
        } catch (IllegalArgumentException invalid) {
            throw unauthorized();
        }
    }

    private static Unauthorized unauthorized() {
        return new Unauthorized("Unauthorized");
    }

    private static Unavailable unavailable() {
        return new Unavailable("The token's issuer can't be reached, try again in a few seconds");
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
