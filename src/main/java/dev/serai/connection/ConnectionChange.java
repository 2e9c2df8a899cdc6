package dev.serai.connection;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What to change in a connection; null leaves a value as it is.
 *
 * @param type what kind of system it is
 * @param status active or inactive; the other states are the hub's to set
 * @param config replaces the configuration; a value sent back masked stays what it was
 * @param settings replaces the settings
 * @param slot replaces what only this connection of the tenant may have
 */
public record ConnectionChange(
        @Nullable String name,
        @Nullable String type,
        @Nullable ConnectionStatus status,
        @Nullable JsonNode config,
        @Nullable JsonNode settings,
        @Nullable Slot slot) {

    /** @return never the configuration, which may hold secrets */
    @Override
    public String toString() {
        return "ConnectionChange[" + status + "]";
    }
}
