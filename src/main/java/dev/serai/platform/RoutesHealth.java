package dev.serai.platform;

import org.apache.camel.CamelContext;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the routes are up. A single route that an operator has stopped does not make the hub unready. */
@Component
class RoutesHealth implements HealthIndicator {

    private final CamelContext camel;

    RoutesHealth(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Health health() {
        return camel.getStatus().isStarted()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
