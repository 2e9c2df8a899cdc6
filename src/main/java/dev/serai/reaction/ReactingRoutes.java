package dev.serai.reaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/**
 * The routes that react to events: those that Camel knows, whether they run or an operator has stopped them. One that was
 * taken away counts a moment longer, because its next version may be about to take its place.
 */
@Component
class ReactingRoutes {

    private static final long A_MOMENT_NANOS = 5_000_000_000L;

    private final CamelContext camel;
    // Weak: routes are also made to be tried out, and thrown away.
    private final Set<EventsConsumer> made =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Map<EventsConsumer, Long> leaving = new ConcurrentHashMap<>();

    ReactingRoutes(CamelContext camel) {
        this.camel = camel;
    }

    /** Takes note of a route's consumer; it counts as soon as Camel knows the route. */
    void made(EventsConsumer consumer) {
        made.add(consumer);
    }

    /** Takes note that a route is taken away. */
    void leaves(EventsConsumer consumer) {
        leaving.put(consumer, System.nanoTime());
    }

    /** @return the ids of the routes that want events of this type */
    List<String> wanting(String type) {
        leaving.values().removeIf(since -> System.nanoTime() - since > A_MOMENT_NANOS);
        List<EventsConsumer> all;
        synchronized (made) {
            all = new ArrayList<>(made);
        }
        return Stream.concat(all.stream().filter(this::counts), leaving.keySet().stream())
                .filter(consumer -> consumer.wants(type))
                .map(EventsConsumer::getRouteId)
                .distinct()
                .toList();
    }

    private boolean counts(EventsConsumer consumer) {
        // A running one may have lost its place to its next version just now.
        return consumer.isStarted()
                || consumer.getRoute() != null && camel.getRoute(consumer.getRouteId()) == consumer.getRoute();
    }
}
