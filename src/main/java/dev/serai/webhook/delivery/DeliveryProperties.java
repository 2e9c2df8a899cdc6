package dev.serai.webhook.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are made.
 *
 * @param enabled property {@code serai.delivery.enabled}: whether this hub delivers, or only takes events in
 * @param inFlight property {@code serai.delivery.in-flight}: deliveries on their way at once, in this hub
 * @param inFlightPerEndpoint property {@code serai.delivery.in-flight-per-endpoint}: of those, the most to one webhook
 * @param inFlightSize property {@code serai.delivery.in-flight-size}: how much event data may be on its way at once
 * @param lease property {@code serai.delivery.lease}: how long beyond a webhook's timeout a claim holds
 * @param nodeTimeout property {@code serai.delivery.node-timeout}: after this silence a hub counts as dead
 * @param retry when to try again
 * @param pause when to stop trying for a while
 */
@Validated
@ConfigurationProperties("serai.delivery")
public record DeliveryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1024") @Min(1) @Max(4_000) int inFlight,
        @DefaultValue("64") @Min(1) @Max(1_000) int inFlightPerEndpoint,
        @DefaultValue("16MB") DataSize inFlightSize,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("6s") Duration nodeTimeout,
        @Valid @DefaultValue Retry retry,
        @Valid @DefaultValue Pause pause) {

    public DeliveryProperties {
        if (inFlightSize.toBytes() < 1) {
            throw new IllegalArgumentException("serai.delivery.in-flight-size must be positive");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("serai.delivery.lease must be at least 1s");
        }
        // A hub says every second that it is alive; one beat that comes late must not make it count as dead.
        if (nodeTimeout.compareTo(Duration.ofSeconds(3)) < 0) {
            throw new IllegalArgumentException("serai.delivery.node-timeout must be at least 3s");
        }
    }

    /**
     * When to try again.
     *
     * @param first property {@code serai.delivery.retry.first}: the wait after the first failure; each next one doubles
     * @param longest property {@code serai.delivery.retry.longest}: the longest wait
     * @param schedule property {@code serai.delivery.retry.schedule}: fixed waits instead, such as 5s,5m,30m,2h,5h; the
     *     last one repeats
     */
    public record Retry(
            @DefaultValue("1s") Duration first,
            @DefaultValue("1h") Duration longest,
            @DefaultValue List<Duration> schedule) {

        public Retry {
            schedule = List.copyOf(schedule);
            if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "serai.delivery.retry.first must be positive and at most serai.delivery.retry.longest");
            }
            if (schedule.stream().anyMatch(Duration::isNegative)) {
                throw new IllegalArgumentException("serai.delivery.retry.schedule must not hold negative waits");
            }
        }
    }

    /**
     * When to stop trying for a while.
     *
     * @param failures property {@code serai.delivery.pause.failures}: failed attempts without a success between them
     * @param after property {@code serai.delivery.pause.after}: and this long since the first of them
     * @param probe property {@code serai.delivery.pause.probe}: the first wait between probes; each next one doubles
     * @param longestProbe property {@code serai.delivery.pause.longest-probe}: the longest wait between probes
     * @param drainPerSecond property {@code serai.delivery.pause.drain-per-second}: the pace at which the backlog of a
     *     recovered receiver is delivered
     */
    public record Pause(
            @DefaultValue("10") @Min(1) int failures,
            @DefaultValue("5m") Duration after,
            @DefaultValue("10s") Duration probe,
            @DefaultValue("10m") Duration longestProbe,
            @DefaultValue("50") @Min(1) int drainPerSecond) {

        public Pause {
            if (after.isNegative()) {
                throw new IllegalArgumentException("serai.delivery.pause.after must not be negative");
            }
            if (probe.isNegative() || probe.isZero() || longestProbe.compareTo(probe) < 0) {
                throw new IllegalArgumentException(
                        "serai.delivery.pause.probe must be positive and at most serai.delivery.pause.longest-probe");
            }
        }
    }
}
