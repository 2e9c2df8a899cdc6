package dev.serai.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's link to a provider as its owner sees it.
 *
 * @param provider the provider's id, such as {@code google_calendar}
 * @param type what kind of system it is, such as {@code messaging}
 * @param authType how it is authorised, such as {@code oauth2}
 * @param config what the provider needs, an object; values that are secret are masked
 * @param settings how it is used, an object
 * @param account whose account it is at the provider, such as an e-mail address; null: not known
 * @param lastSyncAt when data was last exchanged; null: never
 * @param lastHealthCheckAt when it was last checked; null: never
 * @param healthStatus what the last check said; null: never checked
 */
public record Connection(
        UUID id,
        String name,
        String provider,
        String type,
        ConnectionStatus status,
        String authType,
        JsonNode config,
        JsonNode settings,
        @Nullable String account,
        @Nullable Instant lastSyncAt,
        @Nullable Instant lastHealthCheckAt,
        @Nullable String healthStatus,
        Instant createdAt,
        Instant updatedAt) {}
