package dev.serai.provider;

import dev.serai.trace.Span;
import dev.serai.trace.SpanKind;
import dev.serai.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts, measures and traces the calls to providers, whichever client makes them. */
@Component
public class ProviderTraffic {

    private static final Duration[] LATENCIES = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final MeterRegistry registry;
    private final Traces traces;
    private final Map<Counted, Timer> timers = new ConcurrentHashMap<>();

    ProviderTraffic(MeterRegistry registry, Traces traces) {
        this.registry = registry;
        this.traces = traces;
    }

    private record Counted(String provider, String outcome) {}

    /** A call that is being made. Closing it without having said what came of it means that nothing answered. */
    public final class Conversation implements AutoCloseable {

        private final String provider;
        private final Span span;
        private final long started = System.nanoTime();
        private String outcome = "unreachable";

        private Conversation(String provider) {
            this.provider = provider;
            this.span = traces.begin("provider call", SpanKind.CLIENT).with("serai.provider", provider);
        }

        /** Notes an answer's HTTP status. */
        public void answered(int status) {
            span.with("http.response.status_code", status);
            outcome = switch (status) {
                case 401, 403 -> "unauthorized";
                case 429 -> "limited";
                default -> status < 400 ? "ok" : status < 500 ? "refused" : "error";
            };
        }

        /** Notes that the provider did what was asked, where that is said in another way than by HTTP. */
        public void succeeded() {
            outcome = "ok";
        }

        /** Notes a refusal that was said in another way than by HTTP. */
        public void refused() {
            outcome = "refused";
        }

        @Override
        public void close() {
            timers.computeIfAbsent(new Counted(provider, outcome), ProviderTraffic.this::timer)
                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            if (!outcome.equals("ok")) {
                span.failed(outcome);
            }
            span.close();
        }
    }

    /**
     * Begins a call on this thread.
     *
     * @param provider the provider's id
     */
    public Conversation begin(String provider) {
        return new Conversation(provider);
    }

    private Timer timer(Counted counted) {
        return Timer.builder("serai.provider.calls")
                .description("Calls to providers, by what came of them")
                .tag("provider", counted.provider())
                .tag("outcome", counted.outcome())
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }
}
