package dev.serai.health;

import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ConfigRules;
import dev.serai.provider.Providers;
import dev.serai.schedule.Tasks;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Has a connection checked when its owner has replaced its credentials. */
@Component
class ChangedConfiguration implements ConnectionWatcher {

    private final Providers providers;
    private final Tasks tasks;
    private final Clock clock;

    ChangedConfiguration(Providers providers, Tasks tasks, Clock clock) {
        this.providers = providers;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        boolean credentials = providers
                .find(after.provider())
                .filter(provider -> ConfigRules.hasCredentials(provider, after.config()))
                .isPresent();
        if (credentials && !before.config().equals(after.config())) {
            tasks.reschedule(ScheduledChecks.CHECK, after.tenantId(), after.id(), clock.instant());
        }
    }
}
