package dev.serai.webhook.delivery;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * How many deliveries may be on their way to one webhook at once, and what is on its way from this hub. A receiver that
 * answers well earns a wider window, one that fails or asks for less gets a narrower one: so twenty hanging receivers
 * soon hold next to nothing of what all share.
 */
@Component
class EndpointWindows implements FairShare.Load {

    private static final int INITIAL = 16;
    private static final int NARROWEST = 1;

    private final int initial;
    private final int widest;
    private final ConcurrentHashMap<UUID, Window> windows = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Integer> tenants = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    EndpointWindows(DeliveryProperties properties) {
        this.widest = properties.inFlightPerEndpoint();
        this.initial = Math.min(INITIAL, widest);
    }

    private record Window(int width, int inFlight, boolean proven) {}

    @Override
    public int roomOf(UUID webhookId) {
        Window window = windows.get(webhookId);
        return window == null ? initial : Math.max(0, window.width - window.inFlight);
    }

    @Override
    public boolean isProven(UUID webhookId) {
        Window window = windows.get(webhookId);
        return window != null && window.proven;
    }

    @Override
    public int inFlightTo(UUID webhookId) {
        Window window = windows.get(webhookId);
        return window == null ? 0 : window.inFlight;
    }

    @Override
    public int inFlightOf(long tenantId) {
        return tenants.getOrDefault(tenantId, 0);
    }

    /** A delivery starts. */
    void enter(ClaimedDelivery delivery) {
        inFlight.incrementAndGet();
        bytes.addAndGet(delivery.data().length());
        tenants.merge(delivery.tenantId(), 1, Integer::sum);
        windows.compute(
                delivery.webhookId(),
                (id, window) -> window == null
                        ? new Window(initial, 1, false)
                        : new Window(window.width, window.inFlight + 1, window.proven));
    }

    /** A delivery is over and recorded. */
    void leave(ClaimedDelivery delivery, boolean wentWell) {
        inFlight.decrementAndGet();
        bytes.addAndGet(-delivery.data().length());
        tenants.computeIfPresent(delivery.tenantId(), (id, count) -> count == 1 ? null : count - 1);
        windows.computeIfPresent(delivery.webhookId(), (id, window) -> {
            int width = wentWell ? Math.min(widest, window.width + 1) : Math.max(NARROWEST, window.width / 2);
            return new Window(width, window.inFlight - 1, wentWell);
        });
    }

    /** @return deliveries on their way, to all webhooks */
    int inFlight() {
        return inFlight.get();
    }

    /** @return the size of the event data that is on its way */
    long bytesInFlight() {
        return bytes.get();
    }
}
