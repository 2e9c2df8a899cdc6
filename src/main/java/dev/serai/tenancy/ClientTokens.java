package dev.serai.tenancy;

import dev.serai.refusal.Unauthorized;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Service;

/** Gives clients their tokens by client credentials (RFC 6749, section 4.4). */
@Service
public class ClientTokens {

    private static final String ISSUER = "serai";

    private final KnownClients clients;
    private final JwtEncoder encoder;
    private final Duration lifetime;
    private final Clock clock;

    ClientTokens(KnownClients clients, JwtEncoder encoder, TokenProperties properties, Clock clock) {
        this.clients = clients;
        this.encoder = encoder;
        this.lifetime = properties.lifetime();
        this.clock = clock;
    }

    /**
     * A token.
     *
     * @param value the token itself
     * @param seconds how long it holds
     * @param permissions what it allows
     */
    public record Token(String value, long seconds, List<String> permissions) {

        @Override
        public String toString() {
            return "Token[********]";
        }
    }

    /** A scope was asked for that the client has not. */
    public static final class InvalidScope extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InvalidScope(List<String> permissions) {
            // What was asked for is not repeated: a description may not hold every character (RFC 6749, section 5.2).
            super("The client has only the scopes " + String.join(" ", permissions), null, false, false);
        }
    }

    /**
     * Issues a token.
     *
     * @param scope the permissions that are wanted, separated by spaces; null: all that the client has
     * @throws Unauthorized when id or secret is wrong
     * @throws InvalidScope when more is wanted than the client has
     */
    public Token issue(String clientId, String secret, @Nullable String scope) {
        TokenClients.Client client = clients.proven(clientId, secret);
        List<String> permissions = permissions(client, scope);
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(client.subject() == null ? clientId : client.subject())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .claim("permissions", permissions);
        claim(claims, TenantKind.ORGANIZATION, client.organizationId());
        claim(claims, TenantKind.COMPANY, client.companyId());
        claim(claims, TenantKind.ACCOUNT, client.accountId());
        String token = encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims.build()))
                .getTokenValue();
        return new Token(token, lifetime.toSeconds(), permissions);
    }

    private static List<String> permissions(TokenClients.Client client, @Nullable String scope) {
        if (!TokenProperties.isGiven(scope)) {
            return client.permissions();
        }
        List<String> wanted = new ArrayList<>();
        for (String word : scope.strip().split(" +")) {
            if (!client.permissions().contains(word)) {
                throw new InvalidScope(client.permissions());
            }
            wanted.add(word);
        }
        return List.copyOf(wanted);
    }

    private static void claim(JwtClaimsSet.Builder claims, TenantKind kind, @Nullable String id) {
        if (TokenProperties.isGiven(id)) {
            claims.claim(kind.claim(), id);
        }
    }
}
