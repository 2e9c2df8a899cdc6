package dev.serai.webhook.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long history is kept.
 *
 * @param age property {@code serai.retention.age}: events, deliveries and attempts older than this go away, by whole
 *     days; at least 1 day
 */
@ConfigurationProperties("serai.retention")
record RetentionProperties(@DefaultValue("30d") Duration age) {

    RetentionProperties {
        if (age.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("serai.retention.age must be at least 1d");
        }
    }
}
