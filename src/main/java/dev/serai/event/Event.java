package dev.serai.event;

import dev.serai.trace.TraceContext;
import dev.serai.trace.Work;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log keeps it.
 *
 * @param id the hub's id, a UUIDv7
 * @param tenantId whose event it is
 * @param type one of the catalogue's types
 * @param occurredAt when it happened
 * @param senderId the sender's own id; null when it gave none
 * @param data what happened, a JSON object as text
 * @param traceparent where in a trace it was accepted, as in the header of that name; null: in none
 */
public record Event(
        UUID id,
        long tenantId,
        String type,
        Instant occurredAt,
        @Nullable String senderId,
        String data,
        @Nullable String traceparent) {

    /** An event of the hub's own, or of a provider, which no sender has given an id; it belongs to what is done just now. */
    static Event happening(UUID id, long tenantId, String type, Instant occurredAt, String data) {
        TraceContext trace = Work.current().trace();
        return new Event(id, tenantId, type, occurredAt, null, data, trace == null ? null : trace.traceparent());
    }
}
