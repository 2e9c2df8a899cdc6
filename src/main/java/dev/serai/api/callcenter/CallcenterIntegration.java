package dev.serai.api.callcenter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.Connection;
import java.time.Instant;
import java.util.UUID;

/**
 * An integration as the contract shows it.
 *
 * @param type the provider's id, such as {@code salesforce}
 * @param category what kind of system it is, such as {@code crm}
 * @param config its configuration; values that are secret are masked
 */
record CallcenterIntegration(
        UUID id,
        String type,
        String name,
        String category,
        String status,
        JsonNode config,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    static CallcenterIntegration of(Connection connection) {
        return new CallcenterIntegration(
                connection.id(),
                connection.provider(),
                connection.name(),
                connection.type(),
                connection.status().word(),
                connection.config(),
                connection.createdAt(),
                connection.updatedAt());
    }
}
