package dev.serai.event;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How events are taken in.
 *
 * @param groupLimit property {@code serai.events.intake.group-limit}: the most events in one commit
 * @param queueLimit property {@code serai.events.intake.queue-limit}: requests that may wait; more are answered 503
 * @param queueSize property {@code serai.events.intake.queue-size}: how much event data may wait; more is answered 503
 * @param keyLifetime property {@code serai.events.intake.key-lifetime}: how long a key makes a repeat harmless
 */
@Validated
@ConfigurationProperties("serai.events.intake")
record IntakeProperties(
        @DefaultValue("1000") @Min(1) @Max(10_000) int groupLimit,
        @DefaultValue("2000") @Min(1) int queueLimit,
        @DefaultValue("16MB") DataSize queueSize,
        @DefaultValue("24h") Duration keyLifetime) {}
