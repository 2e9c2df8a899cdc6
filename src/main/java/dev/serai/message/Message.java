package dev.serai.message;

import java.time.Instant;
import java.util.List;

/**
 * An event as a person reads it.
 *
 * @param title what happened, in a line
 * @param lines what belongs to it, the most telling first
 * @param event the event's type
 * @param at when it happened
 */
record Message(String title, List<Line> lines, String event, Instant at) {

    Message {
        lines = List.copyOf(lines);
    }

    /**
     * A value with its name.
     *
     * @param name such as {@code Start time}
     * @param value such as {@code 2026-03-01T10:00:00Z}
     */
    record Line(String name, String value) {}
}
