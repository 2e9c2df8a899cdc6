package dev.serai.schedule;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Says in this hub that a task may be due now. Many signals before anyone looks are one. */
@Component
class TaskSignal {

    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Says it once the current transaction has committed, or at once where there is none. */
    void raiseAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            raise();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                raise();
            }
        });
    }

    /** Waits until it is said, but no longer than the milliseconds. */
    void await(long millis) throws InterruptedException {
        raised.tryAcquire(millis, TimeUnit.MILLISECONDS);
        raised.drainPermits();
    }
}
