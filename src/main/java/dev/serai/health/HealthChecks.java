package dev.serai.health;

import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.call.ProviderRoutes;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.Connections;
import dev.serai.connection.Health;
import dev.serai.connection.HealthStatus;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundResponse;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.HealthCall;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Checks whether a connection works, by the call that its provider's file names. */
@Service
public class HealthChecks {

    private final Connections connections;
    private final Providers providers;
    private final ProviderCalls calls;
    private final ProviderRoutes routes;
    private final ConnectionHealth health;
    private final ConnectionLog log;
    private final Clock clock;

    HealthChecks(
            Connections connections,
            Providers providers,
            ProviderCalls calls,
            ProviderRoutes routes,
            ConnectionHealth health,
            ConnectionLog log,
            Clock clock) {
        this.connections = connections;
        this.providers = providers;
        this.calls = calls;
        this.routes = routes;
        this.health = health;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What a check found.
     *
     * @param responseMillis how long the provider took
     * @param error why the connection does not work; null: it works
     */
    public record Checked(
            UUID connectionId,
            String provider,
            HealthStatus status,
            long responseMillis,
            Instant at,
            @Nullable String error) {}

    /**
     * Checks a connection, and keeps what came of it.
     *
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     */
    public Checked check(long tenantId, UUID connectionId) {
        return check(tenantId, connectionId, "Health check");
    }

    /**
     * The same, because the connection's owner wants to know.
     *
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     */
    public Checked test(long tenantId, UUID connectionId) {
        return check(tenantId, connectionId, "Test");
    }

    private Checked check(long tenantId, UUID connectionId, String what) {
        String error = null;
        OpenConnection connection = connections.open(tenantId, connectionId);
        Instant begun = clock.instant();
        try {
            probe(connection);
            health.checkedWell(tenantId, connectionId);
            log.success(tenantId, connectionId, what + ": the connection works");
        } catch (ProviderFault fault) {
            health.checkedFailing(tenantId, connectionId, fault);
            log.error(tenantId, connectionId, what + ": " + fault.getMessage());
            error = String.valueOf(fault.getMessage());
        }
        Health found = health.of(tenantId, connectionId);
        Instant ended = clock.instant();
        return new Checked(
                connectionId,
                connection.provider(),
                found.status(),
                Duration.between(begun, ended).toMillis(),
                ended.truncatedTo(ChronoUnit.MICROS),
                error);
    }

    /**
     * Tries whether a connection works, and keeps nothing of it.
     *
     * @param connection stored or not
     * @throws ProviderFault when it does not
     */
    public void probe(OpenConnection connection) {
        Provider provider = providers
                .find(connection.provider())
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR, "This hub does not know the provider " + connection.provider()));
        HealthCall call = provider.health();
        if (call == null) {
            throw new ProviderFault(ErrorClass.PERMANENT, provider.name() + " has no call that tells whether it works");
        }
        if (call.route() != null) {
            routes.call(call.route(), connection, Object.class);
            return;
        }
        OutboundResponse response = calls.send(connection, provider, ProviderRequest.of(call.method(), call.path()));
        if (!call.isGood(response.status(), calls.parsed(response.body()))) {
            throw new ProviderFault(ErrorClass.RETRY, provider.name() + " gave an answer that is not the expected one");
        }
    }
}
