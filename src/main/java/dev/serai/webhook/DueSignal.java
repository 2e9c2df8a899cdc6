package dev.serai.webhook;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Says that something may be due now. Many signals before anyone looks are one. */
@Component
public class DueSignal {

    private final Semaphore raised = new Semaphore(0);

    /** Raises the signal. */
    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Raises the signal once the current transaction has committed. */
    void afterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                raise();
            }
        });
    }

    /**
     * Waits for the signal, and lowers it.
     *
     * @param millis how long at most
     */
    public void await(long millis) throws InterruptedException {
        raised.tryAcquire(Math.max(millis, 0), TimeUnit.MILLISECONDS);
        raised.drainPermits();
    }
}
