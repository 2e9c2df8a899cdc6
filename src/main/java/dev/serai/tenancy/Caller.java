package dev.serai.tenancy;

import java.util.Map;
import java.util.Set;

/**
 * Who is calling, as the token says.
 *
 * @param subject the token's {@code sub}
 * @param claims the tenant claims that the token carries; may be empty
 * @param permissions what the token allows
 */
public record Caller(String subject, Map<TenantKind, String> claims, Set<Permission> permissions) {

    public Caller {
        claims = Map.copyOf(claims);
        permissions = Set.copyOf(permissions);
    }
}
