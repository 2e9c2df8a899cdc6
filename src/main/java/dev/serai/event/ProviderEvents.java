package dev.serai.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.Outcome;
import dev.serai.outbox.OutcomeTopic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Events that happened at a provider, brought in by a connection to it. */
@Component
public class ProviderEvents {

    private final JdbcTemplate database;
    private final EventLog log;
    private final Subscribers subscribers;
    private final EventMeters meters;
    private final Outbox outbox;

    ProviderEvents(JdbcTemplate database, EventLog log, Subscribers subscribers, EventMeters meters, Outbox outbox) {
        this.database = database;
        this.log = log;
        this.subscribers = subscribers;
        this.meters = meters;
        this.outbox = outbox;
    }

    /**
     * Something that happened.
     *
     * @param type one of the catalogue's types
     * @param at when it happened
     * @param data what happened, an object
     */
    public record Happening(String type, Instant at, JsonNode data) {}

    /**
     * Brings events in, within the current Spring transaction: they go to everyone who wants them, except to the connection
     * that they come from.
     */
    public void append(long tenantId, UUID connectionId, List<Happening> happenings) {
        if (happenings.isEmpty()) {
            return;
        }
        List<Event> events = happenings.stream()
                .map(happening -> Event.happening(
                        log.newId(),
                        tenantId,
                        happening.type(),
                        happening.at(),
                        happening.data().toString()))
                .toList();
        log.append(database, events, connectionId);
        meters.accepted(EventSource.PROVIDER, events);
        outbox.add(
                database,
                OutcomeTopic.SYNCS,
                happenings.stream()
                        .map(happening -> outcome(tenantId, connectionId, happening))
                        .toList());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                subscribers.wake();
            }
        });
    }

    private static Outcome outcome(long tenantId, UUID connectionId, Happening happening) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("connectionId", connectionId.toString());
        data.set("event", happening.data());
        return new Outcome(tenantId, happening.type(), happening.at(), data);
    }
}
