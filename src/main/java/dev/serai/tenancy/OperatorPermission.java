package dev.serai.tenancy;

import java.util.Arrays;
import java.util.Optional;

/** What somebody may do on the management port. These mean nothing on the API, as the API's mean nothing there. */
public enum OperatorPermission {
    /** To look at the routes, their figures and the metrics. */
    WATCH("hub:watch"),
    /** To watch, and to stop and start routes, trace and debug. */
    OPERATE("hub:operate");

    private final String scope;

    OperatorPermission(String scope) {
        this.scope = scope;
    }

    /** @return the permission as tokens and the configuration write it */
    public String scope() {
        return scope;
    }

    /** @return the permission that is written so; empty for another scope */
    public static Optional<OperatorPermission> of(String scope) {
        return Arrays.stream(values())
                .filter(permission -> permission.scope.equals(scope))
                .findFirst();
    }
}
