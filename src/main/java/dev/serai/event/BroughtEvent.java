package dev.serai.event;

import dev.serai.tenancy.Tenant;
import dev.serai.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream, which has events of many tenants.
 *
 * @param tenant whose event it is
 * @param event the event, with an id: a stream repeats itself
 * @param trace the trace that it belongs to; null: it begins one
 */
public record BroughtEvent(Tenant tenant, NewEvent event, @Nullable TraceContext trace) {

    public BroughtEvent {
        if (event.id() == null) {
            throw new IllegalArgumentException("an event of a stream needs an id");
        }
    }
}
