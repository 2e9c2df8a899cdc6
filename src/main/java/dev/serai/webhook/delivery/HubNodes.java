package dev.serai.webhook.delivery;

import dev.serai.node.HubNode;
import dev.serai.webhook.DueSignal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Says every second that this hub is alive, and gives back what a hub that fell silent had claimed. Without it, the
 * deliveries of a dead hub would wait for their leases to end.
 */
@Component
class HubNodes implements SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(HubNodes.class);

    private static final String ALIVE =
            """
            INSERT INTO hub_node (id) VALUES (?)
            ON CONFLICT (id) DO UPDATE SET seen_at = now()
            """;

    private static final String DEAD =
            "DELETE FROM hub_node WHERE seen_at < now() - make_interval(secs => ?) RETURNING id";

    // No index finds a hub's claims, because every claim would pay for it and a hub rarely dies.
    private static final String GIVE_BACK =
            "UPDATE delivery_due SET node_id = NULL, due_at = now() WHERE node_id = ANY (?)";

    private static final String LEAVE = "DELETE FROM hub_node WHERE id = ?";

    private final DeliveryDatabase database;
    private final DeliveryProperties properties;
    private final HubNode node;
    private final DueSignal due;
    private final DeliveryMeters meters;
    private volatile @Nullable ScheduledExecutorService heart;
    private volatile boolean running;

    HubNodes(
            DeliveryDatabase database,
            DeliveryProperties properties,
            HubNode node,
            DueSignal due,
            DeliveryMeters meters) {
        this.database = database;
        this.properties = properties;
        this.node = node;
        this.due = due;
        this.meters = meters;
    }

    private void beat() {
        try {
            database.jdbc().update(ALIVE, node.id());
            Integer returned = database.transactions().execute(status -> takeOver());
            if (returned != null && returned > 0) {
                meters.tookOver(returned);
                LOG.info("{} deliveries of a hub that fell silent are due again", returned);
                due.raise();
            }
        } catch (RuntimeException failed) {
            LOG.warn("This hub could not say that it is alive: {}", failed.toString());
        }
    }

    private int takeOver() {
        List<UUID> dead = database.jdbc()
                .query(DEAD, (row, number) -> row.getObject("id", UUID.class), seconds(properties.nodeTimeout()));
        return dead.isEmpty() ? 0 : giveBack(dead);
    }

    private int giveBack(List<UUID> nodes) {
        return database.jdbc()
                .update(
                        GIVE_BACK,
                        statement -> statement.setArray(
                                1, statement.getConnection().createArrayOf("uuid", nodes.toArray())));
    }

    /** What this hub still holds when it stops, another one may send at once. */
    private void leave() {
        try {
            database.transactions().executeWithoutResult(status -> {
                giveBack(List.of(node.id()));
                database.jdbc().update(LEAVE, node.id());
            });
        } catch (RuntimeException failed) {
            LOG.warn(
                    "This hub's deliveries could not be given back; they are due when it counts as dead: {}",
                    failed.toString());
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    @Override
    public void start() {
        running = true;
        beat();
        ScheduledExecutorService beating = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "hub-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        beating.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
        heart = beating;
    }

    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService beating = heart;
        if (beating != null) {
            beating.shutdownNow();
        }
        leave();
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
        return 5;
    }
}
