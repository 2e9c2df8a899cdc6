package dev.serai.connection;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A connection to make.
 *
 * @param name what its owner calls it
 * @param provider the provider's id
 * @param type what kind of system it is; null: the provider's category
 * @param status where it stands at first
 * @param authType how it is authorised
 * @param config what the provider needs, an object; may hold secrets
 * @param settings how it is used, an object
 * @param slot what only one connection of the tenant may have; null: nothing
 */
public record NewConnection(
        String name,
        String provider,
        @Nullable String type,
        ConnectionStatus status,
        String authType,
        JsonNode config,
        JsonNode settings,
        @Nullable Slot slot) {

    /** @return never the configuration, which may hold secrets */
    @Override
    public String toString() {
        return "NewConnection[" + provider + "]";
    }
}
