package dev.serai.platform.web;

import dev.serai.platform.HubHealth;
import java.util.Map;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells load balancers whether this hub can answer calls: 200, or 503. */
@RestController
class HealthPage {

    private final HubHealth health;

    HealthPage(HubHealth health) {
        this.health = health;
    }

    @GetMapping(
            path = "/health",
            produces = {
                "application/vnd.spring-boot.actuator.v3+json",
                "application/vnd.spring-boot.actuator.v2+json",
                "application/json"
            })
    ResponseEntity<Map<String, String>> health() {
        Status status = health.overall();
        return ResponseEntity.status(status.equals(Status.UP) ? 200 : 503).body(Map.of("status", status.getCode()));
    }
}
