package dev.serai.platform;

import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** How the hub is, in the three ways that others ask. */
@Component
public class HubHealth {

    private final HealthEndpoint parts;
    private final ApplicationAvailability availability;

    HubHealth(HealthEndpoint parts, ApplicationAvailability availability) {
        this.parts = parts;
        this.availability = availability;
    }

    /** @return how the parts are without which no call can be answered: the database and the routes */
    public Status overall() {
        return parts.health().getStatus();
    }

    /** @return up when calls should come to this hub: its parts are, its start is over and its end has not begun */
    public Status readiness() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC ? overall() : Status.OUT_OF_SERVICE;
    }

    /** @return down when only a new start helps; a database that is away is no such thing */
    public Status liveness() {
        return availability.getLivenessState() == LivenessState.CORRECT ? Status.UP : Status.DOWN;
    }
}
