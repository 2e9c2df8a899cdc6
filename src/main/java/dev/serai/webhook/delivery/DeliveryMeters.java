package dev.serai.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What becomes of deliveries, and who does them. Each of its meters exists from the start: a delivery only counts. */
@Component
class DeliveryMeters {

    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final Map<Verdict, Counter> outcomes = new EnumMap<>(Verdict.class);
    private final Timer succeeded;
    private final Timer failed;
    private final Counter deadLetters;
    private final Counter givenBack;
    private final Counter claimed;
    private final Counter lost;
    private final Counter takenOver;

    DeliveryMeters(MeterRegistry registry, EndpointWindows windows) {
        for (Verdict verdict : Verdict.values()) {
            outcomes.put(
                    verdict,
                    Counter.builder("serai.deliveries")
                            .description("Attempts that were recorded, by what they mean for their delivery")
                            .tag("outcome", verdict.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        this.succeeded = latency(registry, "success");
        this.failed = latency(registry, "failure");
        this.deadLetters = counter(
                registry, "serai.dead.letters", "Deliveries that failed for the last time and became dead letters");
        this.givenBack = counter(
                registry,
                "serai.deliveries.given.back",
                "Deliveries that could not be tried for a reason of the hub's own");
        this.claimed = counter(registry, "serai.leases.claimed", "Deliveries that this hub claimed");
        this.lost = counter(
                registry,
                "serai.leases.lost",
                "Attempts whose delivery was not this hub's any more when they were recorded");
        this.takenOver = counter(
                registry, "serai.leases.taken.over", "Deliveries that were given back for a hub that fell silent");
        Gauge.builder("serai.deliveries.in.flight", windows::inFlight)
                .description("Deliveries on their way from this hub")
                .register(registry);
        Gauge.builder("serai.deliveries.in.flight.size", windows::bytesInFlight)
                .description("The event data of the deliveries on their way from this hub")
                .baseUnit("bytes")
                .register(registry);
    }

    void recorded(List<SentAttempt> attempts) {
        for (SentAttempt attempt : attempts) {
            Verdict verdict = attempt.verdict();
            outcomes.get(verdict).increment();
            (verdict == Verdict.DELIVERED ? succeeded : failed).record(attempt.duration());
            if (verdict == Verdict.EXHAUSTED || verdict == Verdict.GONE) {
                deadLetters.increment();
            }
        }
    }

    void gaveBack() {
        givenBack.increment();
    }

    void claimed(int deliveries) {
        claimed.increment(deliveries);
    }

    void lost(int deliveries) {
        lost.increment(deliveries);
    }

    void tookOver(int deliveries) {
        takenOver.increment(deliveries);
    }

    private static Timer latency(MeterRegistry registry, String result) {
        return Timer.builder("serai.delivery.attempt")
                .description("How long attempts took, from the look-up of the address to the end of the answer")
                .tag("result", result)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
