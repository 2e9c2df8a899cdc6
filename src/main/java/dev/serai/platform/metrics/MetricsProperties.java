package dev.serai.platform.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How metrics are gathered.
 *
 * @param fresh property {@code serai.metrics.fresh}: for how long what was read from the database is told again, however
 *     many ask
 */
@ConfigurationProperties("serai.metrics")
record MetricsProperties(@DefaultValue("10s") Duration fresh) {

    MetricsProperties {
        if (fresh.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("serai.metrics.fresh must be at least 1s");
        }
    }
}
