package dev.serai.tenancy;

import dev.serai.refusal.Unauthorized;
import dev.serai.refusal.Unavailable;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Service;

/** Finds out who is at the management port. */
@Service
public class Operators {

    private final BearerTokens tokens;
    private final KnownClients clients;

    Operators(BearerTokens tokens, KnownClients clients) {
        this.tokens = tokens;
        this.clients = clients;
    }

    /**
     * Reads a bearer token.
     *
     * @throws Unauthorized when it does not hold; a tenant's API key never does
     * @throws Unavailable when its issuer's keys can't be had now
     */
    public Operator ofToken(String token) {
        Jwt jwt = tokens.verified(token);
        String subject = jwt.getSubject();
        return new Operator(subject == null ? "" : subject, permissions(Scopes.of(jwt)));
    }

    /**
     * Looks a configured client up.
     *
     * @throws Unauthorized when id or secret is wrong
     */
    public Operator ofClient(String id, String secret) {
        TokenClients.Client client = clients.proven(id, secret);
        return new Operator(id, permissions(client.permissions().stream()));
    }

    private static Set<OperatorPermission> permissions(Stream<String> scopes) {
        Set<OperatorPermission> permissions = EnumSet.noneOf(OperatorPermission.class);
        scopes.forEach(scope -> OperatorPermission.of(scope).ifPresent(permissions::add));
        return permissions;
    }
}
