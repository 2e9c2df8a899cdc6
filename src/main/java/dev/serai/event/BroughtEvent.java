package dev.serai.event;

import dev.serai.tenancy.Tenant;

/**
 * An event of a stream, which has events of many tenants.
 *
 * @param tenant whose event it is
 * @param event the event, with an id: a stream repeats itself
 */
public record BroughtEvent(Tenant tenant, NewEvent event) {

    public BroughtEvent {
        if (event.id() == null) {
            throw new IllegalArgumentException("an event of a stream needs an id");
        }
    }
}
