package dev.serai.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How often each kind of work on connections is done, what comes of it, and how long it takes. */
@Component
class TaskMeters {

    private final MeterRegistry registry;
    private final Map<Done, Timer> timers = new ConcurrentHashMap<>();

    TaskMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Done(String kind, String outcome) {}

    /**
     * Counts a task.
     *
     * @param kind one of the kinds that routes take
     * @param outcome {@code done}, {@code postponed} or {@code failed}
     * @param nanos how long it took
     */
    void ended(String kind, String outcome, long nanos) {
        timers.computeIfAbsent(new Done(kind, outcome), done -> Timer.builder("serai.tasks")
                        .description("Work on connections, by kind and by what came of it")
                        .tag("kind", done.kind())
                        .tag("outcome", done.outcome())
                        .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
