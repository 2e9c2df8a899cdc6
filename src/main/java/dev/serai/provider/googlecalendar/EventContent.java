package dev.serai.provider.googlecalendar;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What of a calendar's event the hub looks after. Two contents are compared as they are here: without what the calendar
 * may drop, such as space at the ends and fractions of seconds.
 *
 * @param summary its title; null: none
 * @param description the text about it; null: none
 * @param start when it begins, in whole seconds
 * @param end when it ends, in whole seconds
 * @param email whom the hub has invited; null: nobody. Others may be invited as well
 */
record EventContent(
        @Nullable String summary, @Nullable String description, Instant start, Instant end, @Nullable String email) {

    // Google's limits.
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_DESCRIPTION = 8_192;

    EventContent {
        summary = plain(summary, LONGEST_SUMMARY);
        description = plain(description, LONGEST_DESCRIPTION);
        start = start.truncatedTo(ChronoUnit.SECONDS);
        end = end.truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable String plain(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String plain = text.replace("\r\n", "\n").strip();
        if (plain.length() > longest) {
            // Half a character would be another text.
            int end = Character.isHighSurrogate(plain.charAt(longest - 1)) ? longest - 1 : longest;
            plain = plain.substring(0, end).strip();
        }
        return plain.isEmpty() ? null : plain;
    }

    Duration duration() {
        return Duration.between(start, end);
    }

    EventContent inviting(@Nullable String other) {
        return new EventContent(summary, description, start, end, other);
    }

    /** @return whether a person who looks at the calendar sees the same; who is invited does not count */
    boolean looksLike(EventContent other) {
        return inviting(null).equals(other.inviting(null));
    }
}
