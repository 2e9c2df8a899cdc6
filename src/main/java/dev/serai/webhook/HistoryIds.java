package dev.serai.webhook;

import java.time.Instant;
import java.util.UUID;

/** What a UUIDv7 (RFC 9562, section 5.7) tells: its first 48 bits are the milliseconds since 1970. */
final class HistoryIds {

    private HistoryIds() {}

    /** @return when the id was made, to the millisecond */
    static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** @return the smallest id of that moment */
    static UUID firstAt(Instant moment) {
        return new UUID(Math.max(0, moment.toEpochMilli()) << 16, 0);
    }
}
