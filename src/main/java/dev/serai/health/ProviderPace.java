package dev.serai.health;

import dev.serai.provider.Provider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Holds the scheduled checks of all hubs together to a provider's pace (GCRA, as for the tenants' own limits). */
@Component
class ProviderPace {

    /** Checks may take no more than this part of what a provider allows; the rest is for work. */
    private static final double PART = 0.5;

    private static final double UNKNOWN_PACE = 5;
    private static final double BURST_SECONDS = 1;

    private static final String COUNT =
            """
            INSERT INTO provider_pace (provider, due_at) VALUES (?, now() + make_interval(secs => ?))
            ON CONFLICT (provider) DO UPDATE
            SET due_at = greatest(provider_pace.due_at, now()) + make_interval(secs => ?)
            WHERE provider_pace.due_at <= now() + make_interval(secs => ?)
            """;

    private final JdbcTemplate database;

    ProviderPace(JdbcTemplate database) {
        this.database = database;
    }

    /** @return whether another check may be made now; it is counted when so */
    boolean allows(Provider provider) {
        Double known = provider.limits().requestsPerSecond();
        double seconds = 1 / ((known == null ? UNKNOWN_PACE : known) * PART);
        return database.update(COUNT, provider.id(), seconds, seconds, BURST_SECONDS) > 0;
    }
}
