package dev.serai.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.Outcome;
import dev.serai.outbox.OutcomeTopic;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells through Kafka what becomes of connections, never what they are configured with. */
@Component
class ConnectionOutcomes implements ConnectionWatcher {

    private final JdbcTemplate database;
    private final Outbox outbox;
    private final Clock clock;

    ConnectionOutcomes(JdbcTemplate database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void created(OpenConnection connection) {
        tell("connection.created", connection);
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        tell("connection.updated", after);
    }

    @Override
    public void deleted(OpenConnection connection) {
        tell("connection.deleted", connection);
    }

    private void tell(String type, OpenConnection connection) {
        tell(
                connection.tenantId(),
                type,
                about(connection.id(), connection.name(), connection.provider())
                        .put("status", connection.status().word()));
    }

    /**
     * Tells of a status that the hub has changed itself, in the current transaction.
     *
     * @param error what the provider said; null when all is well
     */
    void statusChanged(
            long tenantId,
            UUID connectionId,
            String name,
            String provider,
            ConnectionStatus status,
            @Nullable String error) {
        tell(
                tenantId,
                "connection.status_changed",
                about(connectionId, name, provider).put("status", status.word()).put("error", error));
    }

    /** Tells what the tenant's webhooks are told as well, in the current transaction. */
    void told(long tenantId, String type, ObjectNode data) {
        tell(tenantId, type, data);
    }

    private static ObjectNode about(UUID connectionId, String name, String provider) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("connectionId", connectionId.toString())
                .put("name", name)
                .put("provider", provider);
    }

    private void tell(long tenantId, String type, ObjectNode data) {
        outbox.add(database, OutcomeTopic.CONNECTIONS, List.of(new Outcome(tenantId, type, clock.instant(), data)));
    }
}
