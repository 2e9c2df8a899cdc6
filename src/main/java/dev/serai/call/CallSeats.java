package dev.serai.call;

import dev.serai.refusal.Unavailable;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How many callers wait for providers at once, so that slow providers hold up neither the hub's other callers nor other
 * connections.
 */
@Component
public class CallSeats {

    private final Semaphore all;
    private final int most;
    private final ConcurrentMap<UUID, Integer> taken = new ConcurrentHashMap<>();

    CallSeats(CallProperties properties) {
        this.all = new Semaphore(properties.atOnce());
        this.most = properties.perConnection();
    }

    /**
     * Does some work, in a seat.
     *
     * @throws Unavailable when none is free
     */
    public <T> T during(UUID connectionId, Supplier<T> work) {
        if (!all.tryAcquire()) {
            throw new Unavailable("Too many calls wait for providers, try again in a few seconds");
        }
        try {
            take(connectionId);
            try {
                return work.get();
            } finally {
                taken.computeIfPresent(connectionId, (id, count) -> count == 1 ? null : count - 1);
            }
        } finally {
            all.release();
        }
    }

    private void take(UUID connectionId) {
        taken.compute(connectionId, (id, count) -> {
            if (count != null && count >= most) {
                throw new Unavailable("Too many calls through this integration at once, try again in a few seconds");
            }
            return count == null ? 1 : count + 1;
        });
    }
}
