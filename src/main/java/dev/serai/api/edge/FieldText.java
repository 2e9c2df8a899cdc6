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

    // The calendar of ISO-8601 knows a year 0, that of PostgreSQL does not.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

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
     * @return the moment, in the years 1 to 9999; null when nothing was written
     * @throws Invalid naming the field, when it is none (RFC 3339)
     */
    public @Nullable Instant time() {
        try {
            Instant time = text == null ? null : OffsetDateTime.parse(text).toInstant();
            if (time != null && (time.isBefore(EARLIEST) || !time.isBefore(END))) {
                throw new Invalid(field, "must be a time in the years 1 to 9999");
            }
            return time;
        } catch (DateTimeParseException malformed) {
            throw new Invalid(field, "must be a time such as 2025-11-16T10:30:00Z");
        }
    }
}
