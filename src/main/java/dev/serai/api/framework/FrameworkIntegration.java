package dev.serai.api.framework;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.Connection;
import dev.serai.tenancy.Tenant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An integration in the contract's shapes: each answer has exactly the keys that the contract shows for it. */
final class FrameworkIntegration {

    private FrameworkIntegration() {}

    record Created(
            UUID id,
            String organizationId,
            String name,
            String provider,
            String status,
            String authType,
            JsonNode config,
            JsonNode settings,
            Instant createdAt,
            Instant updatedAt) {

        static Created of(Tenant tenant, Connection connection) {
            return new Created(
                    connection.id(),
                    tenant.externalId(),
                    connection.name(),
                    connection.provider(),
                    connection.status().word(),
                    connection.authType(),
                    connection.config(),
                    connection.settings(),
                    connection.createdAt(),
                    connection.updatedAt());
        }
    }

    record Listed(
            UUID id,
            String name,
            String provider,
            String status,
            @Nullable Instant lastHealthCheckAt,
            @Nullable String healthStatus) {

        static Listed of(Connection connection) {
            return new Listed(
                    connection.id(),
                    connection.name(),
                    connection.provider(),
                    connection.status().word(),
                    connection.lastHealthCheckAt(),
                    connection.healthStatus());
        }
    }

    record OfProvider(UUID id, String name, String provider, String status) {

        static OfProvider of(Connection connection) {
            return new OfProvider(
                    connection.id(),
                    connection.name(),
                    connection.provider(),
                    connection.status().word());
        }
    }

    record Whole(
            UUID id,
            String organizationId,
            String name,
            String provider,
            String status,
            String authType,
            JsonNode config,
            JsonNode settings,
            @Nullable Instant lastSyncAt,
            @Nullable Instant lastHealthCheckAt,
            @Nullable String healthStatus,
            Instant createdAt,
            Instant updatedAt) {

        static Whole of(Tenant tenant, Connection connection) {
            return new Whole(
                    connection.id(),
                    tenant.externalId(),
                    connection.name(),
                    connection.provider(),
                    connection.status().word(),
                    connection.authType(),
                    connection.config(),
                    connection.settings(),
                    connection.lastSyncAt(),
                    connection.lastHealthCheckAt(),
                    connection.healthStatus(),
                    connection.createdAt(),
                    connection.updatedAt());
        }
    }
}
