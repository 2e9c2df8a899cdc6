package dev.serai.egress;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToIntFunction;
import org.apache.hc.core5.pool.PoolStats;
import org.springframework.stereotype.Component;

/** How busy the way out is. */
@Component
class EgressMeters implements MeterBinder {

    private final OutboundClient client;

    EgressMeters(OutboundClient client) {
        this.client = client;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("serai.egress.in.flight", client, OutboundClient::inFlight)
                .description("Requests to receivers and providers that are under way or wait for a connection")
                .register(registry);
        connections(registry, "leased", PoolStats::getLeased);
        connections(registry, "idle", PoolStats::getAvailable);
        connections(registry, "awaited", PoolStats::getPending);
        connections(registry, "most", PoolStats::getMax);
    }

    private void connections(MeterRegistry registry, String state, ToIntFunction<PoolStats> count) {
        Gauge.builder("serai.egress.connections", client, way -> count.applyAsInt(way.connections()))
                .description(
                        "Connections to receivers and providers: in use, kept, waited for, and how many there may be")
                .tag("state", state)
                .register(registry);
    }
}
