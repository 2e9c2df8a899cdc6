package dev.serai.outbox;

import dev.serai.outbox.OutboxLanes.Lane;
import dev.serai.outbox.OutboxLanes.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the outcomes of one topic into a route, lane after lane and batch after batch, and forgets what it has published. */
class OutcomesConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomesConsumer.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    /** A hub moves on from a lane after so many batches, so that others get it. */
    private static final int TURN = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final OutcomeTopic topic;
    private final int batch;
    private final OutboxLanes lanes;
    private final OutboxSignal signal;
    private volatile boolean running;
    private volatile @Nullable Thread publisher;
    private int failures;
    private long pauseMillis;
    private boolean proven;

    OutcomesConsumer(
            OutcomesEndpoint endpoint, Processor route, OutcomeTopic topic, OutboxLanes lanes, OutboxSignal signal) {
        super(endpoint, route);
        this.topic = topic;
        this.batch = endpoint.getBatch();
        this.lanes = lanes;
        this.signal = signal;
    }

    private void publish() {
        try {
            while (running) {
                pauseMillis = LOOK_MILLIS;
                boolean more = publishOneLane();
                if (!more) {
                    signal.await(topic, pauseMillis);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether something was published, so that more may wait */
    private boolean publishOneLane() throws InterruptedException {
        try {
            Optional<Lane> lane = lanes.claim(topic);
            if (lane.isEmpty()) {
                return false;
            }
            try {
                return publish(lane.get());
            } finally {
                lanes.release(lane.get());
            }
        } catch (RuntimeException | Error failed) {
            // Whatever went wrong, nobody else would start this thread again.
            failed(failed);
            return false;
        }
    }

    private boolean publish(Lane lane) throws InterruptedException {
        for (int turn = 0; running && turn < TURN; turn++) {
            // Where each record would be waited for in vain, one is tried first.
            List<Row> rows = lanes.first(lane, proven ? batch : 1);
            if (rows.isEmpty()) {
                return turn > 0;
            }
            lanes.renew(lane);
            Exception failure = send(lane, rows);
            if (failure != null) {
                failed(failure);
                return false;
            }
            lanes.forget(lane, rows);
            worked();
        }
        return true;
    }

    /** @return why the route failed; null when it did not */
    private @Nullable Exception send(Lane lane, List<Row> rows) throws InterruptedException {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(rows);
        CountDownLatch done = new CountDownLatch(1);
        try {
            getAsyncProcessor().process(exchange, doneSync -> done.countDown());
            boolean told = false;
            while (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                if (!told) {
                    LOG.warn("Kafka has not taken {} outcomes of {} yet; they wait", rows.size(), topic.word());
                    told = true;
                }
                lanes.renew(lane);
            }
            return exchange.getException();
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void failed(Throwable failure) {
        proven = false;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, LOOK_MILLIS << Math.min(failures, 10));
        failures++;
        if (failures == 1) {
            LOG.warn("Outcomes of {} can't be published and wait: {}", topic.word(), failure.toString());
        }
    }

    private void worked() {
        if (failures > 0) {
            LOG.info("Outcomes of {} are published again", topic.word());
        }
        failures = 0;
        proven = true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        begin();
    }

    private void begin() {
        running = true;
        Thread thread = new Thread(this::publish, "outcomes-" + topic.word());
        thread.setDaemon(true);
        thread.start();
        publisher = thread;
    }

    /** Ends with the batch that is under way. */
    @Override
    protected void doSuspend() {
        running = false;
        signal.raise();
    }

    @Override
    protected void doResume() throws InterruptedException {
        end();
        begin();
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        signal.raise();
        end();
        super.doStop();
    }

    private void end() throws InterruptedException {
        Thread thread = publisher;
        if (thread != null) {
            thread.join(STOP_WITHIN.toMillis());
            // What is not acknowledged is sent again by whoever holds the lane next.
            thread.interrupt();
        }
    }
}
