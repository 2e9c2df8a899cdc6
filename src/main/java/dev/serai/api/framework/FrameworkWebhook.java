package dev.serai.api.framework;

import dev.serai.tenancy.Tenant;
import dev.serai.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook in the contract's shapes: each answer has exactly the keys that the contract shows for it. */
final class FrameworkWebhook {

    private static final String MASK = "********";

    private FrameworkWebhook() {}

    /** @param secret the signing secret in clear: it is told only here */
    record Created(
            UUID id,
            String organizationId,
            String name,
            String url,
            String secret,
            String status,
            List<String> events,
            int retryAttempts,
            int timeoutMs,
            long successCount,
            long failureCount,
            Instant createdAt) {

        static Created of(Tenant tenant, Webhook webhook, String secret) {
            return new Created(
                    webhook.id(),
                    tenant.externalId(),
                    webhook.name(),
                    webhook.url(),
                    secret,
                    webhook.status().word(),
                    webhook.events(),
                    webhook.retryAttempts(),
                    webhook.timeoutMs(),
                    webhook.successCount(),
                    webhook.failureCount(),
                    webhook.createdAt());
        }

        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    record Listed(
            UUID id,
            String name,
            String url,
            String status,
            List<String> events,
            long successCount,
            long failureCount,
            @Nullable Instant lastSuccessAt) {

        static Listed of(Webhook webhook) {
            return new Listed(
                    webhook.id(),
                    webhook.name(),
                    webhook.url(),
                    webhook.status().word(),
                    webhook.events(),
                    webhook.successCount(),
                    webhook.failureCount(),
                    webhook.lastSuccessAt());
        }
    }

    /**
     * @param secret masked
     * @param headers names with masked values, since a header's value is often a token
     */
    record Whole(
            UUID id,
            String organizationId,
            String name,
            String url,
            String secret,
            String status,
            List<String> events,
            Map<String, String> headers,
            int retryAttempts,
            int timeoutMs,
            @Nullable UUID integrationId,
            long successCount,
            long failureCount,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            Instant createdAt,
            Instant updatedAt) {

        static Whole of(Tenant tenant, Webhook webhook) {
            Map<String, String> headers = new TreeMap<>();
            webhook.headers().keySet().forEach(name -> headers.put(name, MASK));
            return new Whole(
                    webhook.id(),
                    tenant.externalId(),
                    webhook.name(),
                    webhook.url(),
                    MASK,
                    webhook.status().word(),
                    webhook.events(),
                    headers,
                    webhook.retryAttempts(),
                    webhook.timeoutMs(),
                    webhook.connectionId(),
                    webhook.successCount(),
                    webhook.failureCount(),
                    webhook.lastSuccessAt(),
                    webhook.lastFailureAt(),
                    webhook.createdAt(),
                    webhook.updatedAt());
        }
    }
}
