package dev.serai.health;

import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AuthorizationListener;
import dev.serai.provider.ConfigRules;
import dev.serai.provider.Providers;
import dev.serai.schedule.Tasks;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Has connections checked soon after something has changed about them. */
@Component
public class NextChecks implements AuthorizationListener, ConnectionWatcher {

    private final Providers providers;
    private final Tasks tasks;
    private final Clock clock;

    NextChecks(Providers providers, Tasks tasks, Clock clock) {
        this.providers = providers;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void authorized(long tenantId, UUID connectionId, boolean sameAccount) {
        soon(tenantId, connectionId);
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        if (!before.config().equals(after.config()) && hasCredentials(after)) {
            soon(after.tenantId(), after.id());
        }
    }

    /** Has a connection checked as soon as there is room for it, in the current transaction. */
    public void soon(long tenantId, UUID connectionId) {
        tasks.reschedule(ScheduledChecks.CHECK, tenantId, connectionId, clock.instant());
    }

    boolean hasCredentials(OpenConnection connection) {
        return providers
                .find(connection.provider())
                .filter(provider -> ConfigRules.hasCredentials(provider, connection.config()))
                .isPresent();
    }
}
