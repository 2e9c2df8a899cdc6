package dev.serai.event;

import java.util.Collection;

/** Implemented by what makes event types known beside the configured ones, such as what providers tell of. */
public interface EventTypeSource {

    /** @return the types as they are now, which may change between two calls */
    Collection<String> eventTypes();
}
