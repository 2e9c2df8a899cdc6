package dev.serai.call.proxy;

import dev.serai.egress.Room;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** The memory that is set aside for the answers to proxied calls. */
@Component
class AnswerRooms {

    private static final int SMALL = 64 * 1024;

    /** While an answer is read, the next larger array is there beside the one that is full. */
    private static final int COST = 2;

    private final Semaphore budget;

    AnswerRooms(ProxyProperties properties) {
        this.budget = new Semaphore((int) properties.answerBudget().toBytes());
    }

    /** @return a room for one call's answer, to be closed when the answer is needed no more */
    AnswerRoom open() {
        return new Taken();
    }

    private final class Taken implements AnswerRoom {

        private static final int CLOSED = -1;

        private final AtomicInteger taken = new AtomicInteger();

        @Override
        public Room room() {
            return this::take;
        }

        private boolean take(int bytes) {
            int before = taken.get();
            if (before == CLOSED) {
                return false;
            }
            int paid = cost(before);
            int more = cost(before + bytes) - paid;
            if (more > 0 && !budget.tryAcquire(more)) {
                return false;
            }
            if (taken.compareAndSet(before, before + bytes)) {
                return true;
            }
            // It was closed meanwhile: nobody waits for the answer any more.
            budget.release(more);
            return false;
        }

        @Override
        public void close() {
            int before = taken.getAndSet(CLOSED);
            if (before > 0) {
                budget.release(cost(before));
            }
        }

        private static int cost(int bytes) {
            return bytes <= SMALL ? 0 : COST * bytes;
        }
    }
}
