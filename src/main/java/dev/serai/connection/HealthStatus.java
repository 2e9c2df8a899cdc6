package dev.serai.connection;

import java.util.Locale;

/** How a connection fares with its provider (requirement document 002, «Health Monitoring»). */
public enum HealthStatus {
    /** Calls go through. */
    HEALTHY,
    /** Calls fail for a reason that may pass by itself, such as a rate limit or an outage. */
    DEGRADED,
    /** Calls fail until somebody does something: the owner authorises anew, or the operator corrects the settings. */
    UNHEALTHY;

    /** @return the status as the contracts and the database write it */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static HealthStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
