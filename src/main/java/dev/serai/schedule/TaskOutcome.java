package dev.serai.schedule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What comes of one try at a task. */
enum TaskOutcome {
    DONE,
    /** Not to be done now, for a reason that lies outside. */
    POSTPONED,
    /** To be tried again. */
    FAILED,
    /** Not to be tried again. */
    GIVEN_UP;

    /** @param failure why it has to be done again; null: it is done */
    static TaskOutcome of(@Nullable Exception failure) {
        if (failure == null) {
            return DONE;
        }
        return failure instanceof Postponed ? POSTPONED : failure instanceof TaskGivenUp ? GIVEN_UP : FAILED;
    }

    /** @return as metrics and traces have it, such as {@code given-up} */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
