package dev.serai.webhook.delivery;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many deliveries may be on their way to one webhook at once. A receiver that answers well earns a wider window, one
 * that fails or asks for less gets a narrower one: so twenty hanging receivers soon hold next to nothing of what all
 * share.
 */
@Component
class EndpointWindows {

    private static final int INITIAL = 16;
    private static final int NARROWEST = 1;

    private final int widest;
    private final ConcurrentHashMap<UUID, Window> windows = new ConcurrentHashMap<>();

    EndpointWindows(DeliveryProperties properties) {
        this.widest = properties.inFlightPerEndpoint();
    }

    private record Window(int width, int inFlight) {}

    /** @return how many more deliveries of this webhook may start */
    int roomOf(UUID webhookId) {
        Window window = windows.get(webhookId);
        return window == null ? Math.min(INITIAL, widest) : Math.max(0, window.width - window.inFlight);
    }

    /** A delivery starts. */
    void enter(UUID webhookId) {
        windows.compute(
                webhookId,
                (id, window) -> window == null
                        ? new Window(Math.min(INITIAL, widest), 1)
                        : new Window(window.width, window.inFlight + 1));
    }

    /** A delivery is over and recorded. */
    void leave(UUID webhookId, boolean wentWell) {
        windows.compute(webhookId, (id, window) -> {
            if (window == null) {
                return null;
            }
            int width = wentWell ? Math.min(widest, window.width + 1) : Math.max(NARROWEST, window.width / 2);
            int inFlight = window.inFlight - 1;
            // A window as it is at first, with nothing in it, needs no entry.
            return inFlight == 0 && width == Math.min(INITIAL, widest) ? null : new Window(width, inFlight);
        });
    }

    /** @return deliveries on their way, to all webhooks */
    int inFlight() {
        return windows.values().stream().mapToInt(Window::inFlight).sum();
    }
}
