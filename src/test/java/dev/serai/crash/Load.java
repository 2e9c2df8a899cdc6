package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Several clients that post numbered events, each number once: most alone, some in batches. A client whose request fails
 * waits until its hub is ready again, and goes on with the next number.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final int BATCH = 10;

    private final int end;
    private final AtomicInteger next;
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final Queue<IOException> unanswered = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    private Load(int first, int events) {
        this.next = new AtomicInteger(first);
        this.end = first + events;
    }

    /**
     * Starts the clients.
     *
     * @param events how many events in all
     * @param hubs the hubs to post to; the clients are shared out among them
     */
    static Load start(int events, HubProcess... hubs) {
        return startAt(0, events, hubs);
    }

    /**
     * Starts the clients.
     *
     * @param first the first event's number
     */
    static Load startAt(int first, int events, HubProcess... hubs) {
        Load load = new Load(first, events);
        for (int i = 0; i < CLIENTS; i++) {
            HubClient client = new HubClient(hubs[i % hubs.length].uri());
            load.clients.execute(() -> load.post(client));
        }
        load.clients.shutdown();
        return load;
    }

    private void post(HubClient client) {
        for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
            int count = turn % 4 == 3 ? BATCH : 1;
            int first = next.getAndAdd(count);
            if (first >= end) {
                return;
            }
            if (!post(
                    client,
                    IntStream.range(first, Math.min(first + count, end)).boxed().toList())) {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(100))
                        .until(client::isReady);
            }
        }
    }

    private boolean post(HubClient client, List<Integer> numbers) {
        try {
            HttpResponse<String> answer =
                    numbers.size() == 1 ? client.postEvent(numbers.get(0)) : client.postEvents(numbers);
            statuses.add(answer.statusCode());
            if (answer.statusCode() == 202) {
                accepted.addAll(numbers);
                return true;
            }
            return false;
        } catch (IOException nobody) {
            unanswered.add(nobody);
            return false;
        }
    }

    /** Waits until so many events have been accepted, and makes sure that more are on their way. */
    void awaitAccepted(int count) {
        await("events accepted")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> accepted.size() >= count);
        assertThat(clients.isTerminated()).as("the load is over already").isFalse();
    }

    /** Waits until every event has been posted. */
    void awaitEnd() throws InterruptedException {
        assertThat(clients.awaitTermination(2, TimeUnit.MINUTES))
                .as("the load has ended")
                .isTrue();
    }

    /** @return the numbers of the events that were answered 202, so far */
    Set<Integer> accepted() {
        return accepted;
    }

    /** @return the statuses that requests were answered with */
    Set<Integer> statuses() {
        return statuses;
    }

    /** @return the requests that got no answer */
    List<IOException> unanswered() {
        return new ArrayList<>(unanswered);
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
