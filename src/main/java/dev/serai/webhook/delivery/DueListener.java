package dev.serai.webhook.delivery;

import dev.serai.webhook.DueSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Hears from the other hubs, through PostgreSQL, that something is due. */
@Component
class DueListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DueListener.class);

    /** The channel on which hubs tell each other that something is due; the word is who says it. */
    static final String CHANNEL = "serai_due";

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final DeliveryDatabase database;
    private final String ownWord;
    private final DueSignal due;
    private final EngineThread listener = new EngineThread("due-listener", this::listen);

    DueListener(DeliveryDatabase database, HubNode node, DueSignal due) {
        this.database = database;
        this.ownWord = node.id().toString();
        this.due = due;
    }

    private void listen() {
        while (listener.isRunning()) {
            try (Connection connection = database.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                // What was said while nobody listened is looked up.
                due.raise();
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (listener.isRunning()) {
                    // What this hub says itself, it knows.
                    if (Arrays.stream(postgres.getNotifications(1_000))
                            .anyMatch(said -> !said.getParameter().equals(ownWord))) {
                        due.raise();
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

    @Override
    public void start() {
        listener.start();
    }

    @Override
    public void stop() {
        listener.stop(STOP_WITHIN);
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
