package dev.serai.tenancy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a company's token may have as its {@code role}, and what that allows. */
public enum Role {
    ADMIN(Set.of(Permission.values())),
    MEMBER(Set.of(Permission.CREATE, Permission.READ, Permission.UPDATE)),
    VIEWER(Set.of(Permission.READ));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    /** @return what the role allows */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** @return the role that a token writes so, such as {@code admin}; empty for a role of another system */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
