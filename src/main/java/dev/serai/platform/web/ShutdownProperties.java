package dev.serai.platform.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How a hub goes.
 *
 * @param drain property {@code serai.shutdown.drain}: how long a hub that was told to stop still takes calls, so that
 *     whoever shares them out can learn that it goes; null: 5 s, or no time where the hub's own database says that there
 *     is no other hub
 */
@ConfigurationProperties("serai.shutdown")
record ShutdownProperties(@Nullable Duration drain) {

    ShutdownProperties {
        if (drain != null && drain.isNegative()) {
            throw new IllegalArgumentException("serai.shutdown.drain must not be negative");
        }
    }
}
