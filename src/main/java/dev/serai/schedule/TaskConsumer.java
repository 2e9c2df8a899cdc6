package dev.serai.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings claimed tasks into a route, a few at a time, and ends their claims by what came of them. */
class TaskConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskConsumer.class);
    private static final long STOP_WITHIN_SECONDS = 2;

    private final String kind;
    private final int concurrency;
    private final TaskBoard board;
    private final TaskClaims claims;
    private final TaskSignal signal;
    private final TaskWatch watch;
    private final Clock clock;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    private volatile ThreadPoolExecutor workers;

    TaskConsumer(
            DueTasksEndpoint endpoint,
            Processor route,
            TaskBoard board,
            TaskClaims claims,
            TaskSignal signal,
            TaskWatch watch,
            Clock clock) {
        super(endpoint, route);
        this.kind = endpoint.kind();
        this.concurrency = endpoint.getConcurrency();
        this.board = board;
        this.claims = claims;
        this.signal = signal;
        this.watch = watch;
        this.clock = clock;
        this.workers = workers();
    }

    private ThreadPoolExecutor workers() {
        return new ThreadPoolExecutor(0, concurrency, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "task-" + kind);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @return how many more tasks it can take */
    int room() {
        return concurrency - held.size();
    }

    /** @return the claims of the tasks that are being done */
    Collection<UUID> held() {
        return held;
    }

    /** @return whether the task is taken; a consumer that stops takes none */
    boolean accept(DueTask task) {
        held.add(task.claim());
        try {
            workers.execute(() -> watch.watch(kind, task, () -> carryOut(task)));
            return true;
        } catch (RejectedExecutionException full) {
            held.remove(task.claim());
            return false;
        }
    }

    /** @return why it failed; null: it did not */
    private @Nullable Exception carryOut(DueTask task) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(task);
            getProcessor().process(exchange);
            end(task, exchange);
            return exchange.getException();
        } catch (Exception failed) {
            end(task, failed);
            return failed;
        } finally {
            held.remove(task.claim());
            doneUoW(exchange);
            releaseExchange(exchange, false);
            signal.raise();
        }
    }

    private void end(DueTask task, Exchange exchange) {
        if (exchange.getException() != null) {
            end(task, exchange.getException());
            return;
        }
        Instant next = exchange.getProperty(DueTask.NEXT, Instant.class);
        try {
            claims.done(task, next == null ? null : Duration.between(clock.instant(), next));
        } catch (RuntimeException lost) {
            LOG.warn(
                    "{} is done again when its lease ends, because its end could not be recorded: {}",
                    task,
                    lost.toString());
        }
    }

    private void end(DueTask task, Exception failure) {
        if (failure instanceof TaskGivenUp givenUp) {
            end(task, givenUp);
            return;
        }
        Duration wait =
                Retry.after(task.attempt(), failure, ThreadLocalRandom.current().nextDouble());
        if (failure instanceof Postponed) {
            LOG.info("{} is tried again in {}: {}", task, wait, failure.getMessage());
        } else {
            LOG.warn("{} failed and is tried again in {}", task, wait, failure);
        }
        try {
            claims.failed(task, wait);
        } catch (RuntimeException lost) {
            LOG.warn(
                    "{} is done again when its lease ends, because its end could not be recorded: {}",
                    task,
                    lost.toString());
        }
    }

    private void end(DueTask task, TaskGivenUp givenUp) {
        LOG.error("{}", givenUp.getMessage(), givenUp.getCause());
        try {
            claims.giveUp(task, String.valueOf(givenUp.getMessage()));
        } catch (RuntimeException lost) {
            LOG.warn(
                    "{} is tried again when its lease ends, because its end could not be recorded: {}",
                    task,
                    lost.toString());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (workers.isShutdown()) {
            workers = workers();
        }
        watch.expect(kind);
        board.add(kind, this);
    }

    /** Takes no more tasks, and ends those that it has beside the consumer that takes its place. */
    @Override
    protected void doSuspend() {
        board.remove(kind, this);
    }

    @Override
    protected void doResume() {
        board.add(kind, this);
    }

    @Override
    protected void doStop() throws Exception {
        board.remove(kind, this);
        workers.shutdown();
        // Camel has waited for them already, as long as it waits for anything.
        if (!workers.awaitTermination(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            workers.shutdownNow();
        }
        super.doStop();
    }
}
