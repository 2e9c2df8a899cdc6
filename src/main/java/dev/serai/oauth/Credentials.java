package dev.serai.oauth;

import dev.serai.schedule.Tasks;
import dev.serai.vault.SealedColumn;
import dev.serai.vault.Vault;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The connections' tokens, sealed; with who is refreshing them. */
@Component
class Credentials {

    /** The task that refreshes a token before it runs out. */
    static final String REFRESH = "refresh-credential";

    static final SealedColumn ACCESS_TOKEN = SealedColumn.of("credential", "access_token", "connection_id");
    static final SealedColumn REFRESH_TOKEN = SealedColumn.of("credential", "refresh_token", "connection_id");

    /** How long before its end a token is refreshed: a twelfth of its life, which is five minutes of an hour … */
    private static final int MARGIN_PART = 12;

    /** … and up to as much again earlier, so that tokens that were given together are not refreshed together. */
    private static final int SPREAD_PART = 12;

    // Moments are kept by the database's clock and come back as what is left until then: hubs whose clocks differ
    // agree.
    private static final String READ =
            """
            SELECT generation, access_token, refresh_token, base_url, extract(epoch FROM expires_at - now()) AS holds_for,
                refused, extract(epoch FROM retry_at - now()) AS closed_for, last_error
            FROM credential WHERE connection_id = ? AND tenant_id = ?
            """;

    private static final String NEW =
            """
            INSERT INTO credential (connection_id, tenant_id, generation, access_token, refresh_token, base_url,
                expires_at, scopes, updated_at)
            SELECT id, tenant_id, 1, ?, ?, ?, now() + make_interval(secs => ?::double precision), ?, now() FROM connection WHERE id = ? AND tenant_id = ?
            ON CONFLICT (connection_id) DO UPDATE SET
                generation = credential.generation + 1, access_token = excluded.access_token,
                refresh_token = coalesce(excluded.refresh_token, CASE WHEN ? THEN credential.refresh_token END),
                base_url = excluded.base_url, expires_at = excluded.expires_at, scopes = excluded.scopes,
                refreshing_until = NULL, refused = NULL, retry_at = NULL, last_error = NULL, failures = 0, updated_at = now()
            """;

    // The generation is the fence: who comes late changes nothing. A refusal that another hub got with the token before
    // is taken back by the newer token.
    private static final String RENEWED =
            """
            UPDATE credential SET generation = generation + 1, access_token = ?,
                refresh_token = coalesce(?, refresh_token), base_url = coalesce(?, base_url),
                expires_at = now() + make_interval(secs => ?::double precision), scopes = coalesce(?, scopes),
                refreshing_until = NULL, refused = NULL, retry_at = NULL, last_error = NULL, failures = 0,
                updated_at = now()
            WHERE connection_id = ? AND tenant_id = ? AND generation = ?
            """;

    private static final String CLAIM =
            """
            UPDATE credential SET refreshing_until = now() + make_interval(secs => ?)
            WHERE connection_id = ? AND tenant_id = ? AND generation = ? AND refused IS NULL
                AND (refreshing_until IS NULL OR refreshing_until < now())
            """;

    private static final String REFUSED =
            """
            UPDATE credential SET refused = ?, last_error = ?, refreshing_until = NULL, updated_at = now()
            WHERE connection_id = ? AND tenant_id = ? AND generation = ?
            """;

    private static final String FAILED =
            """
            UPDATE credential SET last_error = ?, refreshing_until = NULL, failures = failures + 1,
                retry_at = now() + make_interval(secs => coalesce(?, least(60, power(2, least(failures, 6)))))
            WHERE connection_id = ? AND tenant_id = ? AND generation = ?
            """;

    private final JdbcTemplate database;
    private final Vault vault;
    private final Tasks tasks;
    private final Clock clock;

    Credentials(JdbcTemplate database, Vault vault, Tasks tasks, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** @return a connection's credential; empty when it was never authorised, or is another tenant's */
    Optional<Credential> find(long tenantId, UUID connectionId) {
        return database.query(READ, (row, number) -> credential(connectionId, row), connectionId, tenantId).stream()
                .findFirst();
    }

    private Credential credential(UUID connectionId, ResultSet row) throws SQLException {
        byte[] refreshToken = row.getBytes("refresh_token");
        return new Credential(
                row.getInt("generation"),
                vault.open(ACCESS_TOKEN.purpose(connectionId), row.getBytes("access_token")),
                refreshToken == null ? null : vault.open(REFRESH_TOKEN.purpose(connectionId), refreshToken),
                row.getString("base_url"),
                after(row.getBigDecimal("holds_for")),
                row.getString("refused"),
                after(row.getBigDecimal("closed_for")),
                row.getString("last_error"));
    }

    /** @return when, by this hub's clock, so many seconds will have passed */
    private @Nullable Instant after(@Nullable BigDecimal seconds) {
        return seconds == null
                ? null
                : clock.instant().plusMillis(seconds.movePointRight(3).longValue());
    }

    /**
     * Keeps what an authorisation brought, in the current transaction, and has it refreshed in time.
     *
     * @param sameAccount whether the refresh token that is there goes on where the provider gives no other; never that of
     *     another account
     */
    @Transactional
    public void keepNew(long tenantId, UUID connectionId, TokenAnswer answer, boolean sameAccount) {
        database.update(
                NEW,
                vault.seal(ACCESS_TOKEN.purpose(connectionId), answer.accessToken()),
                sealedRefreshToken(connectionId, answer),
                answer.baseUrl(),
                seconds(answer.lifetime()),
                answer.scopes(),
                connectionId,
                tenantId,
                sameAccount);
        scheduleRefresh(tenantId, connectionId, answer);
    }

    /**
     * Keeps what a refresh brought.
     *
     * @param generation of the credential that was refreshed
     * @return whether it was kept; another refresh was faster, or the connection is gone, when not
     */
    @Transactional
    public boolean keepRenewed(long tenantId, UUID connectionId, int generation, TokenAnswer answer) {
        int kept = database.update(
                RENEWED,
                vault.seal(ACCESS_TOKEN.purpose(connectionId), answer.accessToken()),
                sealedRefreshToken(connectionId, answer),
                answer.baseUrl(),
                seconds(answer.lifetime()),
                answer.scopes(),
                connectionId,
                tenantId,
                generation);
        if (kept > 0) {
            scheduleRefresh(tenantId, connectionId, answer);
        }
        return kept > 0;
    }

    /** Forgets what a connection had, in the current transaction: it has been given other credentials. */
    void forget(long tenantId, UUID connectionId) {
        database.update("DELETE FROM credential WHERE connection_id = ? AND tenant_id = ?", connectionId, tenantId);
        tasks.cancel(REFRESH, connectionId);
    }

    private void scheduleRefresh(long tenantId, UUID connectionId, TokenAnswer answer) {
        Duration lifetime = answer.lifetime();
        if (lifetime == null) {
            return;
        }
        Duration margin = lifetime.dividedBy(MARGIN_PART);
        Duration earlier =
                Duration.ofMillis((long) (lifetime.dividedBy(SPREAD_PART).toMillis()
                        * ThreadLocalRandom.current().nextDouble()));
        Instant at = clock.instant().plus(lifetime).minus(margin).minus(earlier);
        tasks.reschedule(REFRESH, tenantId, connectionId, at);
    }

    /**
     * Claims the right to refresh a credential.
     *
     * @param lease after which another may try
     * @return whether nobody else is refreshing it, and it is still of that generation
     */
    boolean claimRefresh(long tenantId, UUID connectionId, int generation, Duration lease) {
        return database.update(CLAIM, lease.toMillis() / 1_000.0, connectionId, tenantId, generation) > 0;
    }

    /**
     * Notes that the provider gives no more tokens.
     *
     * @return whether it was noted; somebody else had got a newer token when not
     */
    boolean noteRefused(long tenantId, UUID connectionId, int generation, String reason) {
        return database.update(REFUSED, reason, reason, connectionId, tenantId, generation) > 0;
    }

    /**
     * Notes that a token could not be had just now.
     *
     * @param wait how long the provider is to be left alone; null: a second, and twice as long each time, up to a minute
     */
    void noteFailed(long tenantId, UUID connectionId, int generation, String reason, @Nullable Duration wait) {
        database.update(FAILED, reason, seconds(wait), connectionId, tenantId, generation);
    }

    private byte @Nullable [] sealedRefreshToken(UUID connectionId, TokenAnswer answer) {
        return answer.refreshToken() == null
                ? null
                : vault.seal(REFRESH_TOKEN.purpose(connectionId), answer.refreshToken());
    }

    private static @Nullable Double seconds(@Nullable Duration lifetime) {
        return lifetime == null ? null : lifetime.toMillis() / 1_000.0;
    }
}
