package dev.serai.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When connections are checked.
 *
 * @param interval property {@code serai.health.interval}: how often a connection that is well is checked
 * @param recheck property {@code serai.health.recheck}: how soon one that is not well is checked again
 */
@ConfigurationProperties("serai.health")
record HealthProperties(@DefaultValue("1h") Duration interval, @DefaultValue("5m") Duration recheck) {

    HealthProperties {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || recheck.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("serai.health.interval and serai.health.recheck must be at least 1s");
        }
    }
}
