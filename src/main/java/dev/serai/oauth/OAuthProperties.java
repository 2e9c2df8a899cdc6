package dev.serai.oauth;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How authorisations are made.
 *
 * @param stateLifetime property {@code serai.oauth.state-lifetime}: how long a person may take to agree at the provider
 */
@ConfigurationProperties("serai.oauth")
record OAuthProperties(@DefaultValue("15m") Duration stateLifetime) {

    OAuthProperties {
        if (stateLifetime.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("serai.oauth.state-lifetime must be at least 10s");
        }
    }
}
