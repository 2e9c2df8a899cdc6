package dev.serai.crash;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that post one numbered event after the other through a balancer, each once and at a calm pace, until told to end. */
final class SteadyLoad implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final long PAUSE_MILLIS = 20;

    private final Balancer balancer;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);

    SteadyLoad(Balancer balancer) {
        this.balancer = balancer;
        for (int client = 0; client < CLIENTS; client++) {
            clients.scheduleWithFixedDelay(this::post, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void post() {
        int number = next.getAndIncrement();
        try {
            HttpResponse<String> answer = balancer.next().postEvent(number);
            if (answer.statusCode() == 202) {
                accepted.add(number);
            } else {
                failures.add(number + ": " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException | AssertionError failed) {
            failures.add(number + ": " + failed);
        }
    }

    /** @return the numbers of the events that were answered 202, so far */
    Set<Integer> accepted() {
        return accepted;
    }

    /** @return what every other call came to */
    List<String> failures() {
        return new ArrayList<>(failures);
    }

    /** Ends the load; what is under way is answered first. */
    void end() throws InterruptedException {
        clients.shutdown();
        if (!clients.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("a call was not answered");
        }
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
