package dev.serai.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How many events come in, by which way, and what keeps them waiting. */
@Component
class EventMeters {

    /** What all types are called together that are not in the catalogue, such as those that providers tell of. */
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final EventCatalogue catalogue;
    private final Map<EventSource, Map<String, Counter>> accepted = new EnumMap<>(EventSource.class);
    private final Counter refused;
    private final Timer commits;

    EventMeters(MeterRegistry registry, EventCatalogue catalogue) {
        this.registry = registry;
        this.catalogue = catalogue;
        for (EventSource source : EventSource.values()) {
            accepted.put(source, new ConcurrentHashMap<>());
        }
        this.refused = Counter.builder("serai.intake.refused")
                .description("Requests with events that were answered 503")
                .register(registry);
        this.commits = Timer.builder("serai.intake.commit")
                .description("How long commits of accepted events take")
                .serviceLevelObjectives(
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    /** Counts events that are committed, or about to be. */
    void accepted(EventSource source, List<Event> events) {
        Map<String, Counter> counters = accepted.get(source);
        for (Event event : events) {
            String type = catalogue.has(event.type()) ? event.type() : OTHER;
            Counter counter = counters.get(type);
            (counter == null ? counters.computeIfAbsent(type, name -> counter(source, name)) : counter).increment();
        }
    }

    /** Counts a request that was not taken. */
    void refused() {
        refused.increment();
    }

    /** Measures a commit. */
    <T> T committing(Supplier<T> commit) {
        return commits.record(commit);
    }

    /** Shows what waits to be committed. */
    void watch(Supplier<Number> requests, Supplier<Number> bytes) {
        Gauge.builder("serai.intake.waiting", requests)
                .description("Requests with events that wait for their commit")
                .register(registry);
        Gauge.builder("serai.intake.waiting.size", bytes)
                .description("How much event data waits for its commit")
                .baseUnit("bytes")
                .register(registry);
    }

    private Counter counter(EventSource source, String type) {
        return Counter.builder("serai.events.accepted")
                .description("Events that were accepted")
                .tag("source", source.label())
                .tag("type", type)
                .register(registry);
    }
}
