package dev.serai.webhook.delivery;

import dev.serai.trace.Work;
import dev.serai.webhook.DueSignal;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings due deliveries into the delivery route: looks which lanes are ready, divides the room there is, claims, and
 * hands each over. When nothing is due it sleeps until the first delivery will be, or until it is woken.
 */
class DeliveryDispatcher extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDispatcher.class);
    private static final long LONGEST_SLEEP_MILLIS = 1_000;
    private static final int RESERVED_PART = 4;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final DueLanes lanes;
    private final DeliveryClaims claims;
    private final EndpointWindows windows;
    private final AttemptRecorder recorder;
    private final DueSignal due;
    private final DeliveryProperties properties;
    private final DeliveryMeters meters;
    private final EngineThread dispatcher = new EngineThread("delivery-dispatcher", this::dispatch);

    DeliveryDispatcher(
            Endpoint endpoint,
            Processor route,
            DueLanes lanes,
            DeliveryClaims claims,
            EndpointWindows windows,
            AttemptRecorder recorder,
            DueSignal due,
            DeliveryProperties properties,
            DeliveryMeters meters) {
        super(endpoint, route);
        this.lanes = lanes;
        this.claims = claims;
        this.windows = windows;
        this.recorder = recorder;
        this.due = due;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (properties.enabled()) {
            dispatcher.start();
        }
    }

    /** Takes no more deliveries; those under way end where they are. */
    @Override
    protected void doSuspend() {
        dispatcher.askToStop();
        due.raise();
        dispatcher.stop(STOP_WITHIN);
    }

    @Override
    protected void doResume() {
        if (properties.enabled()) {
            dispatcher.start();
        }
    }

    @Override
    protected void doStop() throws Exception {
        doSuspend();
        super.doStop();
    }

    private void dispatch() {
        try {
            while (dispatcher.isRunning()) {
                try {
                    due.await(handOut());
                } catch (RuntimeException | Error failed) {
                    // Whatever went wrong, nobody else would start this thread again.
                    LOG.warn("Due deliveries could not be claimed, trying again in a second: {}", failed.toString());
                    due.await(LONGEST_SLEEP_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return milliseconds to sleep; 0 when there may be more to do at once */
    private long handOut() {
        int room = properties.inFlight() - windows.inFlight();
        long bytes = properties.inFlightSize().toBytes() - windows.bytesInFlight();
        if (room <= 0 || bytes <= 0) {
            return LONGEST_SLEEP_MILLIS;
        }
        List<Lane> all = lanes.survey(LONGEST_SLEEP_MILLIS);
        List<Lane> ready = all.stream().filter(Lane::isReady).toList();
        List<Quota> quotas = FairShare.divide(ready, room, properties.inFlight() / RESERVED_PART, windows);
        List<ClaimedDelivery> claimed =
                quotas.isEmpty() ? List.of() : claims.take(quotas, bytes, windows.inFlight() == 0);
        meters.claimed(claimed.size());
        claimed.stream()
                // Sent before, but not recorded while its lease ran out: its outcome is known and will be.
                .filter(delivery -> !recorder.isHolding(delivery.id()))
                .forEach(this::handOver);
        if (!claimed.isEmpty()) {
            return 0;
        }
        // Ready lanes that got nothing have no room, and whoever makes room raises the signal.
        return all.stream()
                .filter(lane -> !lane.isReady())
                .mapToLong(Lane::waitMillis)
                .reduce(LONGEST_SLEEP_MILLIS, Math::min);
    }

    private void handOver(ClaimedDelivery delivery) {
        windows.enter(delivery);
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(delivery);
        try (Work.Scope scope = Work.onDelivery(delivery.tenantId(), delivery.id())
                .within(delivery.trace())
                .begin()) {
            getAsyncProcessor().process(exchange, done -> {
                try {
                    doneUoW(exchange);
                } finally {
                    releaseExchange(exchange, false);
                }
            });
        }
    }
}
