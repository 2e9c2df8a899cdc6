package dev.serai.inbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Keeps the newest arrivals in memory; a restart empties it. */
@Component
@ConditionalOnProperty("serai.inbox.enabled")
class Inbox {

    private static final int KEPT = 200;

    private final Deque<Arrival> arrivals = new ArrayDeque<>();

    /**
     * A webhook that arrived.
     *
     * @param box the part of the URL after {@code /inbox/}
     * @param headers the headers that webhooks bring
     * @param body the body as text
     */
    record Arrival(Instant receivedAt, String box, Map<String, String> headers, String body) {}

    synchronized void add(Arrival arrival) {
        arrivals.addFirst(arrival);
        while (arrivals.size() > KEPT) {
            arrivals.removeLast();
        }
    }

    /** @return the arrivals of one box, the newest first; of all boxes when none is named */
    synchronized List<Arrival> newest(String box) {
        return arrivals.stream()
                .filter(arrival -> box.isEmpty() || arrival.box().equals(box))
                .toList();
    }

    synchronized void clear() {
        arrivals.clear();
    }
}
