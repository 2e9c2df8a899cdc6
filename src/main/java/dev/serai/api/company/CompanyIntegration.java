package dev.serai.api.company;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.Connection;
import dev.serai.tenancy.Tenant;
import java.time.Instant;
import java.util.UUID;

/**
 * An integration as the contract shows it.
 *
 * @param config its configuration; values that are secret are masked
 */
record CompanyIntegration(
        UUID id,
        String companyId,
        String name,
        String type,
        String status,
        JsonNode config,
        Instant createdAt,
        Instant updatedAt) {

    static CompanyIntegration of(Tenant tenant, Connection connection) {
        return new CompanyIntegration(
                connection.id(),
                tenant.externalId(),
                connection.name(),
                connection.type(),
                connection.status().word(),
                connection.config(),
                connection.createdAt(),
                connection.updatedAt());
    }
}
