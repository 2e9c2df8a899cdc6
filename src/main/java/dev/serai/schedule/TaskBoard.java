package dev.serai.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks every second, and whenever it is told to, for tasks that are due, and hands them to the routes that do such work.
 * One thread looks for all kinds, so that many kinds cost an idle hub no more than one.
 */
@Component
class TaskBoard implements SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TaskBoard.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long RENEW_NANOS = TaskClaims.LEASE.toNanos() / 4;

    private final TaskClaims claims;
    private final TaskSignal signal;
    private final ScheduleProperties properties;
    private final Map<String, TaskConsumer> consumers = new ConcurrentHashMap<>();
    private final Set<TaskConsumer> holders = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile Thread looker = new Thread();

    TaskBoard(TaskClaims claims, TaskSignal signal, ScheduleProperties properties) {
        this.claims = claims;
        this.signal = signal;
        this.properties = properties;
    }

    /** Takes a consumer in; its kind of task is claimed from now on. */
    void add(String kind, TaskConsumer consumer) {
        if (consumers.putIfAbsent(kind, consumer) != null) {
            throw new IllegalStateException("Two routes begin with due-tasks:" + kind + "; one is enough");
        }
        holders.add(consumer);
        signal.raise();
    }

    /** Hands nothing more to a consumer. What it still holds stays its own until it is done. */
    void remove(String kind, TaskConsumer consumer) {
        consumers.remove(kind, consumer);
    }

    private void look() {
        long renewed = System.nanoTime();
        try {
            while (running) {
                try {
                    boolean more = handOut();
                    claims.takeOver();
                    if (System.nanoTime() - renewed > RENEW_NANOS) {
                        renew();
                        renewed = System.nanoTime();
                    }
                    if (!more) {
                        signal.await(LOOK_MILLIS);
                    }
                } catch (RuntimeException | Error failed) {
                    // Whatever went wrong, nobody else would start this thread again.
                    LOG.warn("Due tasks could not be claimed, trying again in a second: {}", failed.toString());
                    signal.await(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there may be more to do at once */
    private boolean handOut() {
        Map<String, Integer> room = new TreeMap<>();
        consumers.forEach((kind, consumer) -> {
            if (consumer.room() > 0) {
                room.put(kind, consumer.room());
            }
        });
        List<DueTask> taken = room.isEmpty() ? List.of() : claims.take(room);
        for (DueTask task : taken) {
            TaskConsumer consumer = consumers.get(task.kind());
            if (consumer == null || !consumer.accept(task)) {
                // Its route was stopped a moment ago, or the worker that made room is not free yet.
                claims.giveBack(task);
            }
        }
        return !taken.isEmpty();
    }

    private void renew() {
        holders.removeIf(consumer ->
                !consumers.containsValue(consumer) && consumer.held().isEmpty());
        List<UUID> held =
                holders.stream().flatMap(consumer -> consumer.held().stream()).toList();
        if (!held.isEmpty()) {
            claims.renew(held);
        }
    }

    @Override
    public void start() {
        running = properties.enabled();
        if (running) {
            looker = new Thread(this::look, "task-board");
            looker.setDaemon(true);
            looker.start();
        }
    }

    @Override
    public void stop() {
        running = false;
        signal.raise();
        try {
            looker.join(TimeUnit.SECONDS.toMillis(3));
            claims.giveBack();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "This hub's tasks could not be given back; they are due when it counts as dead: {}",
                    failed.toString());
        }
    }

    /** A hub whose start fails is not stopped; its parts are only taken away. */
    @Override
    public void destroy() {
        if (isRunning()) {
            stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 10;
    }
}
