package dev.serai.tenancy;

import java.util.Arrays;
import java.util.Optional;

/** What a token may allow, in the words of its {@code permissions} or {@code scope} claim. */
public enum Permission {
    CREATE("integrations:create"),
    READ("integrations:read"),
    UPDATE("integrations:update"),
    DELETE("integrations:delete");

    private final String scope;

    Permission(String scope) {
        this.scope = scope;
    }

    /** @return the permission as tokens and OpenAPI files write it */
    public String scope() {
        return scope;
    }

    /** @return the permission that is written so; empty for a scope of another system */
    public static Optional<Permission> of(String scope) {
        return Arrays.stream(values())
                .filter(permission -> permission.scope.equals(scope))
                .findFirst();
    }
}
