package dev.serai.webhook;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Says that something may be due now: to this hub's engine, and to the other hubs. Many signals before anyone looks are
 * one.
 */
@Component
public class DueSignal {

    private final Semaphore raised = new Semaphore(0);
    private final Semaphore untold = new Semaphore(0);

    /** Says it to this hub. */
    public void raise() {
        raise(raised);
    }

    /** Says it to all hubs. */
    public void spread() {
        raise(raised);
        raise(untold);
    }

    /** Says it to all hubs once the current transaction has committed. */
    void spreadAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                spread();
            }
        });
    }

    /**
     * Waits until something may be due in this hub.
     *
     * @param millis how long at most
     */
    public void await(long millis) throws InterruptedException {
        await(raised, millis);
    }

    /**
     * Waits until there is something to tell the other hubs.
     *
     * @param millis how long at most
     * @return whether there is
     */
    public boolean awaitUntold(long millis) throws InterruptedException {
        return await(untold, millis);
    }

    private static void raise(Semaphore signal) {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private static boolean await(Semaphore signal, long millis) throws InterruptedException {
        boolean given = signal.tryAcquire(Math.max(millis, 0), TimeUnit.MILLISECONDS);
        signal.drainPermits();
        return given;
    }
}
