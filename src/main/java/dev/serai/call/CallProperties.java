package dev.serai.call;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How providers are called.
 *
 * @param timeout property {@code serai.calls.timeout}: how long a call may take altogether, with its answer
 */
@ConfigurationProperties("serai.calls")
public record CallProperties(@DefaultValue("20s") Duration timeout) {

    public CallProperties {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("serai.calls.timeout must be more than 0");
        }
    }
}
