package dev.serai.tenancy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests a tenant may make (requirement document 002, «Rate Limits»).
 *
 * @param enabled property {@code serai.rate-limit.enabled}: whether there is a limit at all
 * @param perMinute property {@code serai.rate-limit.per-minute}: requests a minute in the long run
 * @param burst property {@code serai.rate-limit.burst}: requests at once, after a rest
 */
@Validated
@ConfigurationProperties("serai.rate-limit")
record RateLimitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100") @Min(1) @Max(1_000_000) int perMinute,
        @DefaultValue("200") @Min(1) @Max(1_000_000) int burst) {}
