package dev.serai.event;

import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Tenant;
import dev.serai.trace.TraceContext;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an event has to be, whichever way it comes in. */
@Component
class EventChecks {

    private static final int LONGEST_ID = 255;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final EventTypes types;
    private final EventLog log;
    private final Clock clock;

    EventChecks(EventTypes types, EventLog log, Clock clock) {
        this.types = types;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Checks an event and gives it what it left open.
     *
     * @param place what stands before the names of its fields where a fault is told
     * @param trace the trace that it belongs to; null: it begins one
     * @throws Invalid naming the field that can't be taken
     */
    Event checked(String place, Tenant tenant, NewEvent event, @Nullable TraceContext trace) {
        types.require(place + "event", event.type());
        if (!event.data().isObject()) {
            throw new Invalid(place + "data", "must be a JSON object");
        }
        String id = event.id();
        if (id != null
                && (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl))) {
            throw new Invalid(place + "id", "must have 1 to " + LONGEST_ID + " visible characters");
        }
        Instant occurredAt = event.occurredAt() == null ? clock.instant() : event.occurredAt();
        if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(LATEST)) {
            throw new Invalid(place + "timestamp", "must lie between the years 1 and 9999");
        }
        return new Event(
                log.newId(),
                tenant.id(),
                event.type(),
                occurredAt,
                id,
                event.data().toString(),
                trace == null ? null : trace.traceparent());
    }
}
