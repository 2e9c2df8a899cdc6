package dev.serai.call;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How providers are called.
 *
 * @param timeout property {@code serai.calls.timeout}: how long a call may take altogether, with its answer
 * @param atOnce property {@code serai.calls.at-once}: how many callers of this hub may wait for providers at once
 * @param perConnection property {@code serai.calls.per-connection}: how many of them through one connection
 */
@Validated
@ConfigurationProperties("serai.calls")
public record CallProperties(
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("32") @Min(1) @Max(10_000) int atOnce,
        @DefaultValue("16") @Min(1) @Max(10_000) int perConnection) {

    public CallProperties {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("serai.calls.timeout must be more than 0");
        }
    }
}
