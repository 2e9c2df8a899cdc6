package dev.serai.connection;

import dev.serai.connection.ConnectionNews.Item;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How connections fare, kept by what really happens with them: calls, refreshes and checks. A change is logged and
 * announced in the transaction in which it is kept.
 */
@Component
public class ConnectionHealth {

    /** One call that fails may be chance; so many in a row are a state. */
    private static final int FAILURES_TO_DEGRADE = 3;

    /** OAuth's word for it (RFC 6749, section 5.2). */
    private static final String GRANT_IS_GONE = "invalid_grant";

    private static final Duration DEGRADED_AT_MOST = Duration.ofHours(1);

    private static final String IS_WELL =
            """
            SELECT EXISTS (SELECT FROM connection
            WHERE id = ? AND tenant_id = ? AND status IN ('active', 'inactive') AND health_status = 'healthy' AND failures = 0)
            """;

    private static final String SHOW =
            """
            SELECT status, health_status, last_health_check_at, health_error FROM connection WHERE id = ? AND tenant_id = ?
            """;

    private static final String LOCK =
            """
            SELECT name, provider, status, health_status, health_error, health_since, failures
            FROM connection WHERE id = ? AND tenant_id = ? FOR NO KEY UPDATE
            """;

    private static final String KEEP =
            """
            UPDATE connection SET status = ?, health_status = ?, health_error = ?, health_since = ?, failures = ?,
                last_health_check_at = coalesce(?, last_health_check_at)
            WHERE id = ?
            """;

    private final JdbcTemplate database;
    private final ConnectionNews news;
    private final ConnectionOutcomes outcomes;
    private final Clock clock;

    ConnectionHealth(JdbcTemplate database, ConnectionNews news, ConnectionOutcomes outcomes, Clock clock) {
        this.database = database;
        this.news = news;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    private record State(
            String name,
            String provider,
            ConnectionStatus status,
            @Nullable HealthStatus health,
            @Nullable String error,
            @Nullable Instant since,
            int failures) {

        static State of(ResultSet row, int number) throws SQLException {
            OffsetDateTime since = row.getObject("health_since", OffsetDateTime.class);
            String health = row.getString("health_status");
            return new State(
                    row.getString("name"),
                    row.getString("provider"),
                    ConnectionStatus.of(row.getString("status")),
                    health == null ? null : HealthStatus.of(health),
                    row.getString("health_error"),
                    since == null ? null : since.toInstant(),
                    row.getInt("failures"));
        }
    }

    /**
     * Tells how a connection fares.
     *
     * @throws NotFound when the tenant has none with this id
     */
    public Health of(long tenantId, UUID connectionId) {
        return database.query(SHOW, ConnectionHealth::health, connectionId, tenantId).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("Integration not found"));
    }

    private static Health health(ResultSet row, int number) throws SQLException {
        OffsetDateTime checked = row.getObject("last_health_check_at", OffsetDateTime.class);
        String status = row.getString("health_status");
        String unknown = row.getString("status").equals(ConnectionStatus.PENDING.word())
                ? "Not authorised with the provider yet"
                : "Not checked yet";
        return new Health(
                status == null ? HealthStatus.UNHEALTHY : HealthStatus.of(status),
                checked == null ? null : checked.toInstant(),
                status == null ? unknown : row.getString("health_error"));
    }

    /** Notes that a call to the provider went well. A connection that is known to be well costs one look-up. */
    @Transactional
    public void worked(long tenantId, UUID connectionId) {
        if (!Boolean.TRUE.equals(database.queryForObject(IS_WELL, Boolean.class, connectionId, tenantId))) {
            keepWell(tenantId, connectionId, null);
        }
    }

    /** Notes that a check found the connection well. */
    @Transactional
    public void checkedWell(long tenantId, UUID connectionId) {
        keepWell(tenantId, connectionId, now());
    }

    /**
     * Notes that a call to the provider failed. A single failure that may pass changes nothing yet; a refusal of the
     * credentials does at once.
     */
    @Transactional
    public void failed(long tenantId, UUID connectionId, ProviderFault fault) {
        keepFault(tenantId, connectionId, fault, FAILURES_TO_DEGRADE, null);
    }

    /** Notes that a check failed, which counts at once. */
    @Transactional
    public void checkedFailing(long tenantId, UUID connectionId, ProviderFault fault) {
        keepFault(tenantId, connectionId, fault, 1, now());
    }

    private void keepWell(long tenantId, UUID connectionId, @Nullable Instant checkedAt) {
        for (State before : lock(tenantId, connectionId)) {
            ConnectionStatus status =
                    before.status() == ConnectionStatus.INACTIVE ? before.status() : ConnectionStatus.ACTIVE;
            boolean changed = before.health() != HealthStatus.HEALTHY;
            keep(connectionId, status, HealthStatus.HEALTHY, null, changed ? now() : before.since(), 0, checkedAt);
            tellStatus(tenantId, connectionId, before, status, null);
            if (changed && before.health() != null && before.status() != ConnectionStatus.PENDING) {
                news.tell(tenantId, connectionId, Item.recovered(before.name(), before.provider()));
            }
        }
    }

    private void keepFault(
            long tenantId, UUID connectionId, ProviderFault fault, int enough, @Nullable Instant checkedAt) {
        if (fault.kind() == ErrorClass.PERMANENT) {
            // The provider did not like one request; that says nothing about the connection.
            return;
        }
        for (State before : lock(tenantId, connectionId)) {
            int failures = before.failures() + 1;
            HealthStatus health = health(before, fault, failures, enough);
            boolean changed = health != null && health != before.health();
            Instant since = changed ? now() : before.since();
            ConnectionStatus status = health == null ? before.status() : status(before.status(), health, fault);
            String error = health == null || health == HealthStatus.HEALTHY ? before.error() : fault.getMessage();
            keep(connectionId, status, health, error, since, failures, checkedAt);
            tellStatus(tenantId, connectionId, before, status, error);
            if (health != null
                    && before.status() != ConnectionStatus.PENDING
                    && (changed || status != before.status())) {
                news.tell(
                        tenantId,
                        connectionId,
                        Item.of(
                                before.name(),
                                before.provider(),
                                health,
                                fault.kind(),
                                Objects.requireNonNull(fault.getMessage())));
            }
        }
    }

    private void tellStatus(
            long tenantId, UUID connectionId, State before, ConnectionStatus status, @Nullable String error) {
        if (status != before.status()) {
            outcomes.statusChanged(tenantId, connectionId, before.name(), before.provider(), status, error);
        }
    }

    /** @return how the connection fares now; null: still unknown */
    private @Nullable HealthStatus health(State before, ProviderFault fault, int failures, int enough) {
        if (fault.kind() != ErrorClass.RETRY) {
            return HealthStatus.UNHEALTHY;
        }
        if (before.health() == HealthStatus.UNHEALTHY) {
            return HealthStatus.UNHEALTHY;
        }
        if (before.health() == HealthStatus.DEGRADED) {
            boolean tooLong = before.since() != null
                    && before.since().plus(DEGRADED_AT_MOST).isBefore(now());
            return tooLong ? HealthStatus.UNHEALTHY : HealthStatus.DEGRADED;
        }
        return failures >= enough ? HealthStatus.DEGRADED : before.health();
    }

    private static ConnectionStatus status(ConnectionStatus before, HealthStatus health, ProviderFault fault) {
        if (before == ConnectionStatus.INACTIVE
                || before == ConnectionStatus.PENDING
                || health != HealthStatus.UNHEALTHY) {
            return before;
        }
        if (before == ConnectionStatus.REVOKED
                || fault.word().filter(GRANT_IS_GONE::equals).isPresent()) {
            return ConnectionStatus.REVOKED;
        }
        return ConnectionStatus.ERROR;
    }

    private List<State> lock(long tenantId, UUID connectionId) {
        return database.query(LOCK, State::of, connectionId, tenantId);
    }

    private void keep(
            UUID connectionId,
            ConnectionStatus status,
            @Nullable HealthStatus health,
            @Nullable String error,
            @Nullable Instant since,
            int failures,
            @Nullable Instant checkedAt) {
        database.update(
                KEEP,
                status.word(),
                health == null ? null : health.word(),
                error,
                at(since),
                failures,
                at(checkedAt),
                connectionId);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
