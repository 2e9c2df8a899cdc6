package dev.serai.event;

import dev.serai.refusal.Unavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/**
 * Groups requests that arrive together into one commit: what one sync to disk costs is then shared by all of them, and
 * a calm hub commits each at once. While a group is being written, the next one gathers.
 */
@Component
class IntakeQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeQueue.class);
    // More of them would make the groups smaller, and every event dearer.
    private static final int COMMITTERS = 1;
    // A migration beside running hubs takes its locks in an order of its own, and may lock one table after the other.
    private static final int ATTEMPTS = 4;
    // Enough for a thousand usual events, and little enough for one statement.
    private static final long GROUP_SIZE = 4_000_000;

    private final IntakeTransaction transaction;
    private final int groupLimit;
    private final long queueSize;
    private final AtomicLong size = new AtomicLong();
    private final BlockingQueue<Intake> waiting;
    private final EventMeters meters;
    private final List<Thread> committers = new ArrayList<>();
    private final Lock gathering = new ReentrantLock();
    private volatile boolean running;

    IntakeQueue(IntakeTransaction transaction, IntakeProperties properties, EventMeters meters) {
        this.transaction = transaction;
        this.groupLimit = properties.groupLimit();
        this.queueSize = properties.queueSize().toBytes();
        this.waiting = new ArrayBlockingQueue<>(properties.queueLimit());
        this.meters = meters;
        meters.watch(waiting::size, size::get);
    }

    /** Puts a request in line; its future tells the outcome. */
    void add(Intake intake) {
        long own = intake.size();
        long before = size.getAndAdd(own);
        intake.accepted().whenComplete((accepted, failure) -> size.addAndGet(-own));
        // However large it is, a request that waits alone is taken.
        boolean fits = before == 0 || before + own <= queueSize;
        if (!running || !fits || !waiting.offer(intake)) {
            meters.refused();
            intake.accepted().completeExceptionally(new Unavailable("Too many events at once, try again in a second"));
        }
    }

    private void commitGroups() {
        try {
            while (running || !waiting.isEmpty()) {
                commitNextGroup();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitNextGroup() throws InterruptedException {
        try {
            List<Intake> group = nextGroup();
            group.removeIf(Intake::isAbandoned);
            if (!group.isEmpty()) {
                commit(group);
            }
        } catch (RuntimeException | Error fault) {
            // Whatever went wrong, nobody else would start this thread again.
            LOG.error("Intakes of events could not be gathered", fault);
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
            long bytes = 0;
            while (next != null) {
                group.add(next);
                events += next.events().size();
                bytes += next.size();
                EventKeys.of(next).forEach(keys::add);
                Intake candidate = waiting.peek();
                boolean fits = candidate != null
                        && events + candidate.events().size() <= groupLimit
                        && bytes + candidate.size() <= GROUP_SIZE
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
            List<IntakeTransaction.Outcome> outcomes = run(group);
            for (int i = 0; i < group.size(); i++) {
                outcomes.get(i).tell(group.get(i));
            }
        } catch (CannotCreateTransactionException unreachable) {
            refuseForNow(group, unreachable);
            // Whoever waits behind this group would only wait as long again.
            refuseForNow(allWaiting(), unreachable);
        } catch (RuntimeException failure) {
            if (isOutage(failure)) {
                // The commit may have happened, so nothing is tried again that its sender would not repeat.
                refuseForNow(group, failure);
            } else if (group.size() > 1) {
                // One request at fault must not take its neighbours along: each gets a commit of its own.
                group.forEach(intake -> commit(List.of(intake)));
            } else {
                refuse(group, failure);
            }
        } catch (Error fault) {
            // Whatever went wrong, nobody else would start this thread again.
            LOG.error("{} intakes of events could not be committed", group.size(), fault);
            refuse(group, new IllegalStateException(fault));
        }
    }

    /** Commits a group, again when PostgreSQL has ended its transaction in another's favour, and so undone it whole. */
    private List<IntakeTransaction.Outcome> run(List<Intake> group) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return transaction.run(group);
            } catch (PessimisticLockingFailureException undone) {
                LOG.info("{} intakes of events are committed once more: {}", group.size(), undone.toString());
            }
        }
        return transaction.run(group);
    }

    private void refuseForNow(List<Intake> group, RuntimeException outage) {
        if (!group.isEmpty()) {
            LOG.warn("{} intakes of events could not be committed: {}", group.size(), outage.toString());
            group.forEach(intake -> meters.refused());
            refuse(group, new Unavailable("The events could not be committed now, try again in a moment"));
        }
    }

    private static void refuse(List<Intake> group, RuntimeException failure) {
        group.forEach(intake -> intake.accepted().completeExceptionally(failure));
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

    /** @return whether the database is at fault, and not what it was asked to do */
    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof TransactionException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof NonTransientDataAccessResourceException
                || failure instanceof UncategorizedDataAccessException;
    }

    @Override
    public void start() {
        running = true;
        for (int i = 1; i <= COMMITTERS; i++) {
            Thread committer = new Thread(this::commitGroups, "event-committer-" + i);
            committer.setDaemon(true);
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
