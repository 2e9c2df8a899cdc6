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

    private record Done(String kind, TaskOutcome outcome) {}

    /** Begins all figures of a kind at 0: what appears with its first value has not risen, in Prometheus's eyes. */
    void expect(String kind) {
        for (TaskOutcome outcome : TaskOutcome.values()) {
            timer(kind, outcome);
        }
    }

    /**
     * Counts a task.
     *
     * @param kind one of the kinds that routes take
     * @param nanos how long it took
     */
    void ended(String kind, TaskOutcome outcome, long nanos) {
        timer(kind, outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String kind, TaskOutcome outcome) {
        return timers.computeIfAbsent(new Done(kind, outcome), done -> Timer.builder("serai.tasks")
                .description("Work on connections, by kind and by what came of it")
                .tag("kind", done.kind())
                .tag("outcome", done.outcome().word())
                .register(registry));
    }
}
