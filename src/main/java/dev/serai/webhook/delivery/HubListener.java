package dev.serai.webhook.delivery;

import dev.serai.node.HubNode;
import dev.serai.webhook.DueSignal;
import dev.serai.webhook.RemovedWebhooks;
import dev.serai.webhook.WebhookTargets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Hears from the other hubs, through PostgreSQL, that something is due, and that webhooks are gone. */
@Component
class HubListener implements SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(HubListener.class);

    /** The channel on which hubs tell each other that something is due; the word is who says it. */
    static final String CHANNEL = "serai_due";

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final DeliveryDatabase database;
    private final String ownWord;
    private final DueSignal due;
    private final RemovedWebhooks removed;
    private final WebhookTargets targets;
    private final EngineThread listener = new EngineThread("hub-listener", this::listen);

    HubListener(
            DeliveryDatabase database, HubNode node, DueSignal due, RemovedWebhooks removed, WebhookTargets targets) {
        this.database = database;
        this.ownWord = node.id().toString();
        this.due = due;
        this.removed = removed;
        this.targets = targets;
    }

    private void listen() {
        while (listener.isRunning()) {
            try (Connection connection = database.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                statement.execute("LISTEN " + RemovedWebhooks.CHANNEL);
                // What was said while nobody listened is looked up.
                targets.forgetAll();
                due.raise();
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (listener.isRunning()) {
                    for (PGNotification said : postgres.getNotifications(1_000)) {
                        hear(said);
                    }
                }
                statement.execute("UNLISTEN *");
            } catch (SQLException broken) {
                if (listener.isRunning()) {
                    LOG.warn("Other hubs are not heard for a moment: {}", broken.toString());
                    LockSupport.parkNanos(500_000_000L);
                }
            }
        }
    }

    private void hear(PGNotification said) {
        if (said.getName().equals(RemovedWebhooks.CHANNEL)) {
            removed.note(UUID.fromString(said.getParameter()));
        } else if (!said.getParameter().equals(ownWord)) {
            // What this hub says itself, it knows.
            due.raise();
        }
    }

    @Override
    public void start() {
        listener.start();
    }

    @Override
    public void stop() {
        listener.stop(STOP_WITHIN);
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
        return listener.isRunning();
    }

    @Override
    public int getPhase() {
        return 5;
    }
}
