package dev.serai.health;

import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.HealthStatus;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AuthorizationListener;
import dev.serai.provider.ConfigRules;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.refusal.NotFound;
import dev.serai.schedule.DueTask;
import dev.serai.schedule.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Checks every connection again and again, spread over time and no faster than its provider likes. */
@Component("scheduledChecks")
public class ScheduledChecks implements AuthorizationListener {

    /** The task that checks a connection. */
    static final String CHECK = "check-connection";

    private static final double JITTER = 0.2;
    private static final long LONGEST_QUEUE_MILLIS = 10_000;

    private final HealthChecks checks;
    private final ConnectionHealth health;
    private final Connections connections;
    private final Providers providers;
    private final ProviderPace pace;
    private final Tasks tasks;
    private final HealthProperties properties;
    private final Clock clock;

    ScheduledChecks(
            HealthChecks checks,
            ConnectionHealth health,
            Connections connections,
            Providers providers,
            ProviderPace pace,
            Tasks tasks,
            HealthProperties properties,
            Clock clock) {
        this.checks = checks;
        this.health = health;
        this.connections = connections;
        this.providers = providers;
        this.pace = pace;
        this.tasks = tasks;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void authorized(long tenantId, UUID connectionId, boolean sameAccount) {
        soon(tenantId, connectionId);
    }

    /** Has a connection checked as soon as there is room for it, in the current transaction. */
    public void soon(long tenantId, UUID connectionId) {
        tasks.reschedule(CHECK, tenantId, connectionId, clock.instant());
    }

    private boolean hasCredentials(OpenConnection connection) {
        return providers
                .find(connection.provider())
                .filter(provider -> ConfigRules.hasCredentials(provider, connection.config()))
                .isPresent();
    }

    /** Has a connection that was just found well checked when its turn comes, in the current transaction. */
    public void later(long tenantId, UUID connectionId) {
        tasks.reschedule(CHECK, tenantId, connectionId, spread(properties.interval()));
    }

    /** Does a task, and says when the next one is due. */
    public void checkDue(DueTask task, Exchange exchange) {
        try {
            check(task, exchange);
        } catch (NotFound deleted) {
            // Perhaps only just: there is nothing to check any more.
            return;
        }
    }

    private void check(DueTask task, Exchange exchange) {
        OpenConnection connection = connections.open(task.tenantId(), task.connectionId());
        // Who has to authorise begins with a check; until then there is nothing that could be found.
        boolean pending = connection.status() == ConnectionStatus.PENDING;
        if (pending && !hasCredentials(connection) || connection.status() == ConnectionStatus.REVOKED) {
            return;
        }
        Provider provider = providers.find(connection.provider()).orElse(null);
        if (provider == null || provider.health() == null) {
            return;
        }
        if (connection.status() == ConnectionStatus.INACTIVE) {
            next(exchange, properties.interval());
        } else if (!pace.allows(provider)) {
            exchange.setProperty(
                    DueTask.NEXT,
                    clock.instant().plusMillis(ThreadLocalRandom.current().nextLong(1_000, LONGEST_QUEUE_MILLIS)));
        } else {
            HealthStatus found =
                    checks.check(task.tenantId(), task.connectionId()).status();
            next(exchange, found == HealthStatus.HEALTHY || pending ? properties.interval() : properties.recheck());
        }
    }

    private void next(Exchange exchange, Duration wait) {
        exchange.setProperty(DueTask.NEXT, spread(wait));
    }

    private Instant spread(Duration wait) {
        double part = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return clock.instant().plusMillis((long) (wait.toMillis() * part));
    }
}
