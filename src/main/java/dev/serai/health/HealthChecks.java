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
     */
    public record Checked(UUID connectionId, String provider, HealthStatus status, long responseMillis, Instant at) {}

    /**
     * Checks a connection, and keeps what came of it.
     *
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     */
    public Checked check(long tenantId, UUID connectionId) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        Instant begun = clock.instant();
        try {
            probe(connection);
            health.checkedWell(tenantId, connectionId);
            log.success(tenantId, connectionId, "Health check: the connection works");
        } catch (ProviderFault fault) {
            health.checkedFailing(tenantId, connectionId, fault);
            log.error(tenantId, connectionId, "Health check: " + fault.getMessage());
        }
        Health found = health.of(tenantId, connectionId);
        Instant ended = clock.instant();
        return new Checked(
                connectionId,
                connection.provider(),
                found.status(),
                Duration.between(begun, ended).toMillis(),
                ended.truncatedTo(ChronoUnit.MICROS));
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
