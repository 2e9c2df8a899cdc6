package dev.serai.event;

import dev.serai.tenancy.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that one request brings in, all or none of which are accepted.
 *
 * @param tenant whose events they are
 * @param events the events, at least one; two with the same id of their own are refused
 * @param inList whether they came as a list, so that a message names an event by its place there
 * @param idempotencyKey the key under which a repeat is answered as the first time; null: none
 * @param source the way by which they come in
 */
public record NewEvents(
        Tenant tenant, List<NewEvent> events, boolean inList, @Nullable String idempotencyKey, EventSource source) {

    public NewEvents {
        events = List.copyOf(events);
    }
}
