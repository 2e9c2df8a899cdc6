package dev.serai.tenancy;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts every tenant's requests, over all hubs together: one row a tenant holds the time at which its next request would
 * be on time (the generic cell rate algorithm), and the database's clock is the only one that counts.
 */
@Component
public class RateLimits {

    // A refused request leaves the row as it is, so that hammering does not lengthen the wait.
    private static final String COUNT =
            """
            INSERT INTO rate_limit AS l (tenant_id, due_at)
            VALUES (?, clock_timestamp() + make_interval(secs => ?))
            ON CONFLICT (tenant_id) DO UPDATE
                SET due_at = greatest(l.due_at, clock_timestamp()) + make_interval(secs => ?)
                WHERE greatest(l.due_at, clock_timestamp()) + make_interval(secs => ?)
                    <= clock_timestamp() + make_interval(secs => ?)
            RETURNING extract(epoch FROM due_at - clock_timestamp())
            """;

    private static final String WAIT =
            "SELECT extract(epoch FROM due_at - clock_timestamp()) FROM rate_limit WHERE tenant_id = ?";

    private final JdbcTemplate database;
    private final RateLimitProperties properties;

    RateLimits(JdbcTemplate database, RateLimitProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /**
     * How a tenant stands after a request.
     *
     * @param allowed whether the request may be carried out
     * @param limit requests at once, after a rest
     * @param remaining requests that would be allowed right now
     * @param resetSeconds seconds until all of them are allowed again
     * @param retrySeconds seconds until one is allowed; 0 when one is
     */
    public record Standing(boolean allowed, int limit, int remaining, long resetSeconds, long retrySeconds) {}

    /** @return how the tenant stands, this request counted; empty when there is no limit */
    public Optional<Standing> count(Tenant tenant) {
        if (!properties.enabled()) {
            return Optional.empty();
        }
        double interval = 60.0 / properties.perMinute();
        double window = interval * properties.burst();
        Optional<Double> counted =
                database.queryForList(COUNT, Double.class, tenant.id(), interval, interval, interval, window).stream()
                        .findFirst();
        double ahead = counted.orElseGet(() -> database.queryForList(WAIT, Double.class, tenant.id()).stream()
                .findFirst()
                .orElse(0.0));
        int remaining = (int) Math.max(0, Math.floor((window - ahead) / interval + 1e-6));
        long retry = counted.isPresent() ? 0 : (long) Math.max(1, Math.ceil(ahead + interval - window));
        return Optional.of(new Standing(
                counted.isPresent(), properties.burst(), remaining, (long) Math.ceil(Math.max(0, ahead)), retry));
    }
}
