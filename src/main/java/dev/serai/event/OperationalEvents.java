package dev.serai.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What the hub itself announces to a tenant's webhooks: that one was switched off, came back, or lost a delivery. */
@Component
public class OperationalEvents {

    private final EventLog log;
    private final Subscribers subscribers;
    private final EventMeters meters;

    OperationalEvents(EventLog log, Subscribers subscribers, EventMeters meters) {
        this.log = log;
        this.subscribers = subscribers;
        this.meters = meters;
    }

    /**
     * Something to announce.
     *
     * @param type one of the operational types of {@link EventCatalogue}
     * @param data what happened
     */
    public record Announcement(long tenantId, String type, Instant at, JsonNode data) {}

    /**
     * Announces in the transaction in which it happened, so that it is told if and only if it is true.
     *
     * @param database the connection of that transaction
     */
    public void announce(JdbcOperations database, List<Announcement> announcements) {
        List<Event> events = announcements.stream()
                .map(said -> Event.happening(
                        log.newId(),
                        said.tenantId(),
                        said.type(),
                        said.at(),
                        said.data().toString()))
                .toList();
        log.append(database, events);
        meters.accepted(EventSource.HUB, events);
    }

    /** Has what was announced delivered at once, when the current Spring transaction has committed. */
    public void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                subscribers.wake();
            }
        });
    }
}
