package dev.serai.webhook.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is told of the deliveries that wait.
 *
 * @param tenants property {@code serai.metrics.backlog.tenants}: how many tenants have a figure of their own, those with
 *     the most waiting; the others share one
 */
@Validated
@ConfigurationProperties("serai.metrics.backlog")
record BacklogProperties(@DefaultValue("20") @Min(0) @Max(1_000) int tenants) {}
