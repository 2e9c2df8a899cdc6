package dev.serai.webhook.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.EventCatalogue;
import dev.serai.event.OperationalEvents;
import dev.serai.event.OperationalEvents.Announcement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Turns what happens to webhooks and deliveries into events that a tenant's webhooks can subscribe to. */
@Component
class DeliveryNews {

    private final OperationalEvents events;
    private final Clock clock;

    DeliveryNews(OperationalEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Something worth telling. */
    sealed interface Item {}

    /** @param reason {@code failing}: it is paused and comes back by itself; {@code gone}: its receiver said 410 */
    record Disabled(long tenantId, UUID webhookId, String reason) implements Item {}

    record Recovered(long tenantId, UUID webhookId) implements Item {}

    record Exhausted(SentAttempt attempt) implements Item {}

    /** Announces in the transaction in which it happened. */
    void announce(JdbcOperations database, List<Item> items) {
        if (!items.isEmpty()) {
            Instant now = clock.instant();
            events.announce(
                    database,
                    items.stream().map(item -> announcement(item, now)).toList());
        }
    }

    private static Announcement announcement(Item item, Instant now) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        if (item instanceof Disabled disabled) {
            data.put("webhookId", disabled.webhookId().toString()).put("reason", disabled.reason());
            return new Announcement(disabled.tenantId(), EventCatalogue.WEBHOOK_DISABLED, now, data);
        }
        if (item instanceof Recovered recovered) {
            data.put("webhookId", recovered.webhookId().toString());
            return new Announcement(recovered.tenantId(), EventCatalogue.WEBHOOK_RECOVERED, now, data);
        }
        SentAttempt attempt = ((Exhausted) item).attempt();
        data.put("webhookId", attempt.delivery().webhookId().toString())
                .put("deliveryId", attempt.delivery().id().toString())
                .put("event", attempt.delivery().eventType())
                .put("attemptCount", attempt.delivery().attempt())
                .put("responseStatus", attempt.status())
                .put("error", attempt.error());
        return new Announcement(attempt.delivery().tenantId(), EventCatalogue.DELIVERY_EXHAUSTED, now, data);
    }
}
