package dev.serai.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.NewConnection;
import dev.serai.provider.google.Tokens;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Many connections whose tokens run out in the same minute. {@code bench/refresh} makes them ten thousand and tells how fast
 * it went.
 */
class RefreshStormIT extends ConnectedHub {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshStormIT.class);
    private static final int CONNECTIONS = Integer.getInteger("serai.storm.connections", 200);

    /** What the route of the refreshes allows. */
    private static final int CONCURRENCY = 16;

    @Autowired
    private Credentials credentials;

    private long owner;

    @AfterEach
    void removeConnections() {
        database.update("DELETE FROM task WHERE tenant_id = ?", owner);
        database.update("DELETE FROM connection WHERE tenant_id = ?", owner);
    }

    @Test
    void tokensThatRunOutTogetherAreRefreshedOnceEachAndAFewAtATime() {
        Map<UUID, String> refreshTokens = connectMany();
        GOOGLE.forgetCalls();
        GOOGLE.tokenCallsTake(Duration.ofMillis(20));

        long begun = System.nanoTime();
        database.update("UPDATE credential SET expires_at = now() + interval '1 minute' WHERE tenant_id = ?", owner);
        database.update("UPDATE task SET due_at = now() WHERE tenant_id = ? AND kind = ?", owner, Credentials.REFRESH);
        await().atMost(Duration.ofSeconds(60 + CONNECTIONS / 10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count("credential WHERE tenant_id = ? AND generation = 2") == CONNECTIONS
                        && count(
                                        "task WHERE tenant_id = ? AND claim IS NULL AND due_at > now() + interval '40 minutes'")
                                == CONNECTIONS);
        double seconds = (System.nanoTime() - begun) / 1e9;

        assertThat(refreshTokens.values())
                .allSatisfy(token -> assertThat(GOOGLE.refreshes(token)).isEqualTo(1));
        assertThat(GOOGLE.refreshes()).isEqualTo(CONNECTIONS);
        assertThat(GOOGLE.maxConcurrentTokenCalls()).isBetween(1, CONCURRENCY);
        assertThat(count("credential WHERE tenant_id = ? AND (refused IS NOT NULL OR failures > 0)"))
                .isZero();
        LOG.warn(
                "{} connections refreshed in {} s, {} a second, at most {} at a time",
                CONNECTIONS,
                String.format(Locale.ROOT, "%.1f", seconds),
                Math.round(CONNECTIONS / seconds),
                GOOGLE.maxConcurrentTokenCalls());
    }

    /** @return the refresh token of each of many connections of one tenant */
    private Map<UUID, String> connectMany() {
        Tenant tenant = tenants.meet(TenantKind.ORGANIZATION, someone());
        owner = tenant.id();
        String email = newUser();
        Map<UUID, String> refreshTokens = new HashMap<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            UUID id = connections
                    .create(
                            tenant,
                            new NewConnection(
                                    "Calendar " + i,
                                    "google_calendar",
                                    null,
                                    ConnectionStatus.ACTIVE,
                                    "oauth2",
                                    json.createObjectNode(),
                                    json.createObjectNode(),
                                    null))
                    .id();
            Tokens tokens = GOOGLE.grant(email);
            credentials.keepNew(
                    owner,
                    id,
                    new TokenAnswer(tokens.access(), tokens.refresh(), Duration.ofHours(1), null, null),
                    true);
            refreshTokens.put(id, tokens.refresh());
        }
        return refreshTokens;
    }

    private int count(String rows) {
        return database.queryForObject("SELECT count(*) FROM " + rows, Integer.class, owner);
    }
}
