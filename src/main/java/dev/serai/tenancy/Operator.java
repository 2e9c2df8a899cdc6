package dev.serai.tenancy;

import java.util.Set;

/**
 * Somebody on the management port.
 *
 * @param name the client's id, or the token's {@code sub}; may be empty
 * @param permissions what they may do there; may be empty
 */
public record Operator(String name, Set<OperatorPermission> permissions) {

    public Operator {
        permissions = Set.copyOf(permissions);
    }

    /** @return whether they may do this; who operates may watch */
    public boolean may(OperatorPermission permission) {
        return permissions.contains(permission) || permissions.contains(OperatorPermission.OPERATE);
    }
}
