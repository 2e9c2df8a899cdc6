package dev.serai.outbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Says that something may wait to be published now. Many signals before anyone looks are one. */
@Component
class OutboxSignal {

    private final Map<OutcomeTopic, Semaphore> raised = new EnumMap<>(OutcomeTopic.class);

    OutboxSignal() {
        for (OutcomeTopic topic : OutcomeTopic.values()) {
            raised.put(topic, new Semaphore(0));
        }
    }

    void raise() {
        raised.values().forEach(signal -> {
            if (signal.availablePermits() == 0) {
                signal.release();
            }
        });
    }

    /** Waits until something may wait in this topic, for this long at most. */
    void await(OutcomeTopic topic, long millis) throws InterruptedException {
        Semaphore signal = raised.get(topic);
        signal.tryAcquire(Math.max(millis, 0), TimeUnit.MILLISECONDS);
        signal.drainPermits();
    }
}
