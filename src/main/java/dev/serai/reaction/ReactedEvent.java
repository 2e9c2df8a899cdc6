package dev.serai.reaction;

import dev.serai.tenancy.Tenant;
import java.time.Instant;
import java.util.UUID;

/**
 * An event on its way through a route that reacts to it.
 *
 * @param id the hub's id
 * @param tenant whose event it is
 * @param data what happened, a JSON object as text
 */
record ReactedEvent(UUID id, Tenant tenant, String type, Instant occurredAt, String data) {

    /** @return never the data, which may be people's */
    @Override
    public String toString() {
        return "event " + id + " (" + type + ")";
    }
}
