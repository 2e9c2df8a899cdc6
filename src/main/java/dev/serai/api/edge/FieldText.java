package dev.serai.api.edge;

import dev.serai.refusal.Invalid;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wrote into a field, on its way to a value.
 *
 * @param field the field's name
 * @param text what stands there; null: nothing, which is no value
 */
public record FieldText(String field, @Nullable String text) {

    /**
     * @return the id; null when nothing was written
     * @throws Invalid naming the field, when it is none
     */
    public @Nullable UUID uuid() {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Invalid(field, "must be a UUID");
        }
    }

    /**
     * @return the moment; null when nothing was written
     * @throws Invalid naming the field, when it is none (RFC 3339)
     */
    public @Nullable Instant time() {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new Invalid(field, "must be a time such as 2025-11-16T10:30:00Z");
        }
    }
}
