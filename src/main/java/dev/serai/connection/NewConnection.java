package dev.serai.connection;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A connection to make.
 *
 * @param name what its owner calls it
 * @param provider the provider's id
 * @param authType how it is authorised
 * @param config what the provider needs, an object; may hold secrets
 * @param settings how it is used, an object
 */
public record NewConnection(String name, String provider, String authType, JsonNode config, JsonNode settings) {

    /** @return never the configuration, which may hold secrets */
    @Override
    public String toString() {
        return "NewConnection[" + provider + "]";
    }
}
