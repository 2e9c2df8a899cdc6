package dev.serai.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of a provider in the shape that all records have.
 *
 * @param id the provider's id for it
 * @param type the data type, such as {@code contacts}
 * @param updatedAt when it last changed at the provider; null: the provider does not say
 * @param deleted whether it is there no more
 * @param raw what the provider has of it, as it is
 */
public record SyncRecord(String id, String type, @Nullable Instant updatedAt, boolean deleted, JsonNode raw) {

    /** @return never what the provider has of it */
    @Override
    public String toString() {
        return "SyncRecord[" + type + " " + id + "]";
    }
}
