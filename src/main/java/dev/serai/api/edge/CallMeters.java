package dev.serai.api.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How many calls each contract gets, how they are answered, and how long that takes. */
@Component
class CallMeters {

    private static final int CLASSES = 6;

    private final Map<String, Timer[]> answers;

    CallMeters(MeterRegistry registry, List<Dialect> dialects) {
        answers = dialects.stream().collect(Collectors.toMap(Dialect::name, dialect -> timers(registry, dialect)));
    }

    /**
     * Counts a call.
     *
     * @param dialect whose contract it was; on a path that two share, the first one's until the tenant is known
     * @param started when it came, in {@link System#nanoTime()}
     */
    void answered(Dialect dialect, int status, long started) {
        Timer[] timers = answers.get(dialect.name());
        int kind = status / 100;
        if (timers != null && kind >= 2 && kind < CLASSES) {
            timers[kind].record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    private static Timer[] timers(MeterRegistry registry, Dialect dialect) {
        Timer[] timers = new Timer[CLASSES];
        for (int kind = 2; kind < CLASSES; kind++) {
            timers[kind] = Timer.builder("serai.api.calls")
                    .description("Calls of the APIs, by the class of the answer's status")
                    .tag("contract", dialect.name())
                    .tag("status", kind + "xx")
                    .serviceLevelObjectives(
                            Duration.ofMillis(5),
                            Duration.ofMillis(25),
                            Duration.ofMillis(100),
                            Duration.ofMillis(500),
                            Duration.ofMillis(2_500),
                            Duration.ofSeconds(10))
                    .register(registry);
        }
        return timers;
    }
}
