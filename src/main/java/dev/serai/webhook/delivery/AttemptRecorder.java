package dev.serai.webhook.delivery;

import dev.serai.trace.Work;
import dev.serai.webhook.DueSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/**
 * Records attempts in batches: whatever has come back while the last batch was being written. What waits here is bounded
 * by what may be in flight, and if the hub dies with it, the leases run out and the deliveries are repeated.
 */
@Component("attemptRecorder")
public class AttemptRecorder implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRecorder.class);
    // The statement that settles a batch compares each of its rows with each other one.
    private static final int LARGEST_BATCH = 100;
    private static final long DATABASE_PAUSE_NANOS = 500_000_000L;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final AttemptTransaction transaction;
    private final EndpointWindows windows;
    private final DueSignal due;
    private final DeliveryMeters meters;
    private final BlockingQueue<SentAttempt> waiting = new LinkedBlockingQueue<>();
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    private final EngineThread recorder = new EngineThread("attempt-recorder", this::recordBatches);

    AttemptRecorder(AttemptTransaction transaction, EndpointWindows windows, DueSignal due, DeliveryMeters meters) {
        this.transaction = transaction;
        this.windows = windows;
        this.due = due;
        this.meters = meters;
    }

    /** Takes an attempt; it is recorded within moments. */
    public void record(@Body SentAttempt attempt) {
        held.add(attempt.delivery().id());
        waiting.add(attempt);
    }

    /** @return whether an attempt at this delivery was made and is still to be recorded */
    boolean isHolding(UUID deliveryId) {
        return held.contains(deliveryId);
    }

    private void recordBatches() {
        List<SentAttempt> batch = new ArrayList<>();
        while (recorder.isRunning() || !waiting.isEmpty()) {
            try {
                SentAttempt first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, LARGEST_BATCH - 1);
                    record(batch);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                batch.clear();
            }
        }
    }

    private void record(List<SentAttempt> batch) throws InterruptedException {
        while (!written(batch)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(DATABASE_PAUSE_NANOS);
        }
        batch.forEach(attempt -> {
            held.remove(attempt.delivery().id());
            windows.leave(attempt.delivery(), attempt.verdict() == Verdict.DELIVERED);
        });
        due.raise();
    }

    /** @return whether nothing is left to do for this batch */
    private boolean written(List<SentAttempt> batch) {
        try {
            meters.lost(batch.size() - transaction.run(batch));
            meters.recorded(batch);
            return true;
        } catch (NonTransientDataAccessException refused) {
            if (refused instanceof NonTransientDataAccessResourceException) {
                return later(batch, refused);
            }
            if (batch.size() > 1) {
                // One attempt at fault must not hold up the others for ever.
                LOG.warn("A batch of attempts was refused and is recorded one by one: {}", refused.toString());
                return batch.stream().allMatch(attempt -> written(List.of(attempt)));
            }
            giveUp(batch.get(0).delivery(), refused);
            return true;
        } catch (RuntimeException | Error failed) {
            return later(batch, failed);
        }
    }

    private static void giveUp(ClaimedDelivery delivery, NonTransientDataAccessException refused) {
        try (Work.Scope scope = Work.onDelivery(delivery.tenantId(), delivery.id())
                .within(delivery.trace())
                .begin()) {
            LOG.error("The attempt at delivery {} can't be recorded", delivery.id(), refused);
        }
    }

    private static boolean later(List<SentAttempt> batch, Throwable failed) {
        LOG.warn("{} attempts could not be recorded yet: {}", batch.size(), failed.toString());
        return false;
    }

    @Override
    public void start() {
        recorder.start();
    }

    @Override
    public void stop() {
        if (!recorder.stop(STOP_WITHIN)) {
            recorder.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return recorder.isRunning();
    }

    @Override
    public int getPhase() {
        // Up before the first delivery is claimed, down after the last one has come back.
        return 10;
    }
}
