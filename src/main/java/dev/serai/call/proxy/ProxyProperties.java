package dev.serai.call.proxy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of the hub proxied calls may take.
 *
 * @param timeout property {@code serai.proxy.timeout}: how long a provider has for its whole answer; at most 40 s, because
 *     a call may be made twice and its caller waits 90 s at most
 * @param answerLimit property {@code serai.proxy.answer-limit}: the largest answer that is passed on, at most 64 MB
 * @param answerBudget property {@code serai.proxy.answer-budget}: memory for all answers over 64 KB that are under way,
 *     which take twice their size while they are read
 */
@ConfigurationProperties("serai.proxy")
record ProxyProperties(
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("10MB") DataSize answerLimit,
        @DefaultValue("48MB") DataSize answerBudget) {

    private static final Duration LONGEST = Duration.ofSeconds(40);

    ProxyProperties {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("serai.proxy.timeout must be between 1ms and 40s");
        }
        if (answerLimit.compareTo(DataSize.ofKilobytes(1)) < 0 || answerLimit.compareTo(DataSize.ofMegabytes(64)) > 0) {
            throw new IllegalArgumentException("serai.proxy.answer-limit must be between 1KB and 64MB");
        }
        if (answerBudget.toBytes() < 2 * answerLimit.toBytes() || answerBudget.compareTo(DataSize.ofGigabytes(1)) > 0) {
            throw new IllegalArgumentException(
                    "serai.proxy.answer-budget must be at least twice serai.proxy.answer-limit, and 1GB at most");
        }
    }
}
