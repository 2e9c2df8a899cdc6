package dev.serai.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for all webhooks.
 *
 * @param allowHttp property {@code serai.webhooks.allow-http}: whether plain HTTP receivers are allowed
 * @param retryAttempts property {@code serai.webhooks.retry-attempts}: attempts in all where a webhook does not say
 * @param timeoutMs property {@code serai.webhooks.timeout-ms}: milliseconds for a whole exchange where a webhook does
 *     not say
 */
@Validated
@ConfigurationProperties("serai.webhooks")
record WebhookProperties(
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue("3") @Min(1) @Max(50) int retryAttempts,
        @DefaultValue("30000") @Min(1_000) @Max(60_000) int timeoutMs) {}
