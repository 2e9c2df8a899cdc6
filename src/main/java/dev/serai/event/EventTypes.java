package dev.serai.event;

import dev.serai.refusal.Invalid;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** All event types that the hub knows now: those of the catalogue, and those that its providers tell of. */
@Component
public class EventTypes {

    private final EventCatalogue catalogue;
    private final List<EventTypeSource> sources;

    EventTypes(EventCatalogue catalogue, List<EventTypeSource> sources) {
        this.catalogue = catalogue;
        this.sources = List.copyOf(sources);
    }

    /**
     * Refuses a type that the hub does not know.
     *
     * @param field where the caller wrote it
     * @throws Invalid when the type is unknown
     */
    public void require(String field, String type) {
        if (catalogue.has(type)) {
            return;
        }
        Set<String> known = new TreeSet<>(catalogue.types());
        sources.forEach(source -> known.addAll(source.eventTypes()));
        if (!known.contains(type)) {
            throw new Invalid(field, "is not a known event type; known are " + String.join(", ", known));
        }
    }
}
