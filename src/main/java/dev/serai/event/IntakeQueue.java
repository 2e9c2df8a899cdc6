package dev.serai.event;

import dev.serai.refusal.Refusal;
import dev.serai.refusal.Unavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Groups requests that arrive together into one commit: what one sync to disk costs is then shared by all of them, and
 * a calm hub commits each at once. Two committers, so that one group gathers while another is being written.
 */
@Component
class IntakeQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeQueue.class);
    private static final int COMMITTERS = 2;

    private final IntakeTransaction transaction;
    private final int groupLimit;
    private final BlockingQueue<Intake> waiting;
    private final List<Thread> committers = new ArrayList<>();
    private final Lock gathering = new ReentrantLock();
    private volatile boolean running;

    IntakeQueue(IntakeTransaction transaction, IntakeProperties properties) {
        this.transaction = transaction;
        this.groupLimit = properties.groupLimit();
        this.waiting = new ArrayBlockingQueue<>(properties.queueLimit());
    }

    /** Puts a request in line; its future tells the outcome. */
    void add(Intake intake) {
        if (!running || !waiting.offer(intake)) {
            intake.accepted().completeExceptionally(new Unavailable("Too many events at once, try again in a second"));
        }
    }

    private void commitGroups() {
        try {
            while (running || !waiting.isEmpty()) {
                List<Intake> group = nextGroup();
                if (!group.isEmpty()) {
                    commit(group);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gathers what waits, up to the limit. Two requests with the same key go into two groups: the second sees the first. */
    private List<Intake> nextGroup() throws InterruptedException {
        List<Intake> group = new ArrayList<>();
        // One committer gathers at a time, so that what was looked at is what is taken.
        gathering.lockInterruptibly();
        try {
            Intake next = waiting.poll(200, TimeUnit.MILLISECONDS);
            Set<EventKeys.Key> keys = new HashSet<>();
            int events = 0;
            while (next != null) {
                group.add(next);
                events += next.events().size();
                EventKeys.of(next).forEach(keys::add);
                Intake candidate = waiting.peek();
                boolean fits = candidate != null
                        && events + candidate.events().size() <= groupLimit
                        && EventKeys.of(candidate).noneMatch(keys::contains);
                next = fits ? waiting.poll() : null;
            }
            return group;
        } finally {
            gathering.unlock();
        }
    }

    private void commit(List<Intake> group) {
        try {
            List<IntakeTransaction.Outcome> outcomes = transaction.run(group);
            for (int i = 0; i < group.size(); i++) {
                outcomes.get(i).tell(group.get(i));
            }
        } catch (CannotCreateTransactionException unreachable) {
            fail(group, unreachable);
            // Whoever waits behind this group would only wait as long again.
            fail(allWaiting(), unreachable);
        } catch (DataAccessResourceFailureException lost) {
            // The commit may have happened, so nothing is tried again that its sender would not repeat.
            fail(group, lost);
        } catch (RuntimeException failure) {
            if (group.size() == 1) {
                fail(group, failure);
                return;
            }
            // One request at fault must not take its neighbours along: each gets a commit of its own.
            group.forEach(intake -> commit(List.of(intake)));
        }
    }

    private List<Intake> allWaiting() {
        List<Intake> all = new ArrayList<>();
        gathering.lock();
        try {
            waiting.drainTo(all);
        } finally {
            gathering.unlock();
        }
        return all;
    }

    private static void fail(List<Intake> group, RuntimeException failure) {
        group.forEach(intake -> intake.accepted().completeExceptionally(failure));
        if (!group.isEmpty() && !(failure instanceof Refusal)) {
            LOG.warn("{} intakes of events could not be committed: {}", group.size(), failure.toString());
        }
    }

    @Override
    public void start() {
        running = true;
        for (int i = 1; i <= COMMITTERS; i++) {
            Thread committer = new Thread(this::commitGroups, "event-committer-" + i);
            committer.start();
            committers.add(committer);
        }
    }

    @Override
    public void stop() {
        running = false;
        for (Thread committer : committers) {
            try {
                committer.join(10_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        committers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        // Up before the routes that use it, down after them.
        return 0;
    }
}
