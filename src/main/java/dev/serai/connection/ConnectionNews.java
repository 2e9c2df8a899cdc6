package dev.serai.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.EventCatalogue;
import dev.serai.event.OperationalEvents;
import dev.serai.provider.ErrorClass;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells what changes about a connection's health: its owner in its log, the tenant's webhooks as an event, and who listens
 * to Kafka.
 */
@Component
class ConnectionNews {

    private final JdbcTemplate database;
    private final ConnectionLog log;
    private final OperationalEvents events;
    private final ConnectionOutcomes outcomes;
    private final Clock clock;

    ConnectionNews(
            JdbcTemplate database,
            ConnectionLog log,
            OperationalEvents events,
            ConnectionOutcomes outcomes,
            Clock clock) {
        this.database = database;
        this.log = log;
        this.events = events;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Something worth telling.
     *
     * @param event the event's type
     * @param message a sentence for the owner
     * @param error what the provider said; null when all is well
     */
    record Item(
            String event, String name, String provider, HealthStatus health, String message, @Nullable String error) {

        static Item recovered(String name, String provider) {
            return new Item(
                    EventCatalogue.CONNECTION_RECOVERED,
                    name,
                    provider,
                    HealthStatus.HEALTHY,
                    "The connection works again",
                    null);
        }

        static Item of(String name, String provider, HealthStatus health, ErrorClass kind, String error) {
            return kind == ErrorClass.REAUTHORISE
                    ? new Item(
                            EventCatalogue.CONNECTION_REAUTHORIZATION_REQUIRED,
                            name,
                            provider,
                            health,
                            "The provider refuses the credentials; connect again: " + error,
                            error)
                    : new Item(
                            EventCatalogue.CONNECTION_DEGRADED,
                            name,
                            provider,
                            health,
                            "The connection does not work as it should: " + error,
                            error);
        }
    }

    /** Tells in the current transaction. */
    void tell(long tenantId, UUID connectionId, Item item) {
        if (item.error() == null) {
            log.success(tenantId, connectionId, item.message());
        } else {
            log.error(tenantId, connectionId, item.message());
        }
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("connectionId", connectionId.toString())
                .put("name", item.name())
                .put("provider", item.provider())
                .put("healthStatus", item.health().word())
                .put("error", item.error());
        events.announce(
                database, List.of(new OperationalEvents.Announcement(tenantId, item.event(), clock.instant(), data)));
        events.wakeAfterCommit();
        outcomes.told(tenantId, item.event(), data);
    }
}
