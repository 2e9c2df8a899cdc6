package dev.serai.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form of an event's time in which milliseconds are always written, even when there are none. */
public final class EventTime {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private EventTime() {}

    /** @return a time such as {@code 2025-12-22T10:45:00.000Z} */
    public static String withMillis(Instant time) {
        return MILLIS.format(time);
    }
}
