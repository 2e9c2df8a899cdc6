package dev.serai.hook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How providers' calls are taken.
 *
 * @param remembered property {@code serai.hooks.remembered}: for how long a call or an event that comes again is known; at
 *     least 1 day, because providers send an event again for hours and a signature may be good for as long
 */
@ConfigurationProperties("serai.hooks")
record HookProperties(@DefaultValue("30d") Duration remembered) {

    HookProperties {
        if (remembered.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("serai.hooks.remembered must be at least 1d");
        }
    }
}
