package dev.serai.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that is over and worth telling.
 *
 * @param type what happened, such as {@code connection.degraded}
 * @param data the circumstances, an object without secrets
 */
public record Outcome(long tenantId, String type, Instant at, ObjectNode data) {}
