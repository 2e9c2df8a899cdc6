package dev.serai.provider.googlecalendar;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as the calendar has it.
 *
 * @param id Google's id
 * @param etag its version; null: the calendar did not say
 * @param updated when it was last changed; null: the calendar did not say
 * @param content what it has; null: it is deleted
 * @param guests the e-mail addresses of all who are invited
 */
record SeenEvent(
        String id,
        @Nullable String etag,
        @Nullable Instant updated,
        @Nullable EventContent content,
        Set<String> guests) {

    SeenEvent {
        guests = Set.copyOf(guests);
    }

    /** @return an event that is not there any more, and of which nothing else is known */
    static SeenEvent gone(String id) {
        return new SeenEvent(id, null, null, null, Set.of());
    }

    boolean isDeleted() {
        return content == null;
    }
}
