package dev.serai.event;

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
 */
public record Event(UUID id, long tenantId, String type, Instant occurredAt, @Nullable String senderId, String data) {}
