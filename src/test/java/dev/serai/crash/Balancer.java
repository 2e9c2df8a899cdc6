package dev.serai.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before several hubs: asks each for its health again and again, and shares calls out among the ready ones. */
final class Balancer implements AutoCloseable {

    private static final long LOOK_MILLIS = 250;

    private final List<Backend> backends = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    private static final class Backend {
        private final HubClient calls;
        private final HubClient health;
        private volatile boolean ready;

        private Backend(HubProcess hub) {
            calls = new HubClient(hub.uri());
            health = new HubClient(hub.uri());
        }
    }

    /** @param hubs the hubs; one that is not ready yet is left out until it is */
    Balancer(HubProcess... hubs) {
        for (HubProcess hub : hubs) {
            backends.add(new Backend(hub));
        }
        look();
        looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        backends.forEach(backend -> backend.ready = backend.health.isReady());
    }

    /** @return how many hubs are ready, as far as is known */
    long ready() {
        return backends.stream().filter(backend -> backend.ready).count();
    }

    /** @return the way to the hub whose turn it is */
    HubClient next() {
        List<Backend> ready = backends.stream().filter(backend -> backend.ready).toList();
        if (ready.isEmpty()) {
            throw new AssertionError("no hub is ready");
        }
        return ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())).calls;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
