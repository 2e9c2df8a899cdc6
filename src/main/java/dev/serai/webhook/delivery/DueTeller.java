package dev.serai.webhook.delivery;

import dev.serai.node.HubNode;
import dev.serai.webhook.DueSignal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the other hubs, through PostgreSQL, that something is due. It does so after the commit and not in it, because
 * PostgreSQL lets transactions that notify commit only one after the other; what comes together is told once. A word that
 * a crash swallows costs a second, since every hub also looks by itself.
 */
@Component
class DueTeller implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DueTeller.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final DeliveryDatabase database;
    private final HubNode node;
    private final DueSignal due;
    private final EngineThread teller = new EngineThread("due-teller", this::tellOthers);

    DueTeller(DeliveryDatabase database, HubNode node, DueSignal due) {
        this.database = database;
        this.node = node;
        this.due = due;
    }

    private void tellOthers() {
        try {
            while (teller.isRunning()) {
                if (due.awaitUntold(LOOK_MILLIS)) {
                    tell();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            database.jdbc()
                    .query(
                            "SELECT pg_notify('" + HubListener.CHANNEL + "', ?)",
                            row -> {},
                            node.id().toString());
        } catch (RuntimeException failed) {
            LOG.warn("Other hubs could not be told for a moment: {}", failed.toString());
        }
    }

    @Override
    public void start() {
        teller.start();
    }

    @Override
    public void stop() {
        teller.askToStop();
        due.spread();
        teller.stop(STOP_WITHIN);
    }

    @Override
    public boolean isRunning() {
        return teller.isRunning();
    }

    @Override
    public int getPhase() {
        return 5;
    }
}
