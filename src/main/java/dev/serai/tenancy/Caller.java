package dev.serai.tenancy;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as the token or key says.
 *
 * @param subject the token's {@code sub}, or {@code key:} and the key's id
 * @param claims the tenant claims that the token carries; may be empty
 * @param permissions what the token allows
 * @param role what a company's token says instead of permissions; null: nothing
 * @param limited whether the permissions are all that there is, even where a contract asks for the user only: so it is
 *     with a key that is presented as a token
 * @param zapierKey the id of the Zapier key that was presented; null: none
 */
public record Caller(
        String subject,
        Map<TenantKind, String> claims,
        Set<Permission> permissions,
        @Nullable Role role,
        boolean limited,
        @Nullable UUID zapierKey) {

    /** Who calls what anybody may call. */
    public static final Caller NOBODY = new Caller("", Map.of(), Set.of());

    public Caller {
        claims = Map.copyOf(claims);
        permissions = Set.copyOf(permissions);
    }

    /** A caller who is what the claims and permissions say, and no more. */
    public Caller(String subject, Map<TenantKind, String> claims, Set<Permission> permissions) {
        this(subject, claims, permissions, null, false);
    }

    /** A caller who presents no Zapier key. */
    public Caller(
            String subject,
            Map<TenantKind, String> claims,
            Set<Permission> permissions,
            @Nullable Role role,
            boolean limited) {
        this(subject, claims, permissions, role, limited, null);
    }

    /** @return what the caller may do with the data of its tenant of this kind */
    public Set<Permission> permissionsFor(TenantKind kind) {
        return kind == TenantKind.COMPANY && role != null ? role.permissions() : permissions;
    }
}
