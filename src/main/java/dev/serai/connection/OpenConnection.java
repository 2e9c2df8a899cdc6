package dev.serai.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the hub itself uses it, with its configuration in clear; never to be shown.
 *
 * @param provider the provider's id
 * @param authType how it is authorised, such as {@code oauth2}
 * @param config what the provider needs, an object with its secrets in clear
 * @param settings how it is used, an object
 * @param account whose account it is at the provider, such as an e-mail address; null: not known
 */
public record OpenConnection(
        UUID id,
        long tenantId,
        String name,
        String provider,
        ConnectionStatus status,
        String authType,
        JsonNode config,
        JsonNode settings,
        @Nullable String account) {

    /** @return never the configuration, which may hold secrets */
    @Override
    public String toString() {
        return "OpenConnection[" + provider + " " + id + "]";
    }
}
