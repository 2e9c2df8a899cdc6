package dev.serai.api.framework;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.Health;
import dev.serai.health.HealthChecks;
import dev.serai.health.HealthChecks.Checked;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's view of how a connection fares. */
@Component("frameworkHealth")
public class FrameworkHealth {

    private final ConnectionHealth health;
    private final HealthChecks checks;

    FrameworkHealth(ConnectionHealth health, HealthChecks checks) {
        this.health = health;
        this.checks = checks;
    }

    record Status(String status, @Nullable Instant lastCheckAt, @Nullable String lastError) {}

    /** @param responseTime milliseconds that the provider took */
    record Check(UUID integrationId, String provider, String status, long responseTime, Instant checkedAt) {}

    public Answer status(Call call) {
        Health found = health.of(call.tenant().id(), id(call));
        return Answer.ok(new Status(found.status().word(), found.lastCheckAt(), found.lastError()));
    }

    public Answer check(Call call) {
        Checked found = checks.check(call.tenant().id(), id(call));
        return Answer.ok(new Check(
                found.connectionId(), found.provider(), found.status().word(), found.responseMillis(), found.at()));
    }

    private static UUID id(Call call) {
        return call.id("id", "Integration not found");
    }
}
