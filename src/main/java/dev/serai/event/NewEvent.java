package dev.serai.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that someone brings in.
 *
 * @param type one of the catalogue's types, such as {@code application.created}
 * @param data what happened, a JSON object
 * @param id the sender's own id for it, up to 255 characters; the same id within 24 hours is the same event. Null: the
 *     hub makes one
 * @param occurredAt when it happened; null: now
 */
public record NewEvent(String type, JsonNode data, @Nullable String id, @Nullable Instant occurredAt) {}
