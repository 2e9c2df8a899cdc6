package dev.serai.provider.googlecalendar;

import dev.serai.sync.appointment.AppointmentState;
import dev.serai.sync.appointment.Register;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What it means for an appointment that its event looks as it was found. */
sealed interface Reading permits Reading.Old, Reading.Settled, Reading.Taken, Reading.Overruled {

    /** What was found is older than what is known. */
    record Old() implements Reading {}

    /**
     * No person has changed it.
     *
     * @param next the link with what was found
     */
    record Settled(EventLink next) implements Reading {}

    /**
     * A person has changed it, and that counts: the product has to be told.
     *
     * @param next the link with what holds now
     */
    record Taken(EventLink next) implements Reading {}

    /**
     * A person has changed it, but the product is right: the calendar has to be told.
     *
     * @param next the link, which is pending
     */
    record Overruled(EventLink next) implements Reading {}

    /**
     * Reads what was found.
     *
     * @param link the appointment
     * @param found its event
     * @param twoWay whether what persons do in the calendar counts at all
     * @param now when a change counts as made of which the calendar does not say when
     */
    static Reading of(EventLink link, SeenEvent found, boolean twoWay, Instant now) {
        if (link.seen().isNewerThan(found)) {
            return new Old();
        }
        Instant at = found.updated() == null ? now : found.updated();
        @Nullable EventContent content = found.content();
        return content == null ? ofDeleted(link, found, twoWay, at) : ofContent(link, found, content, twoWay, at);
    }

    private static Reading ofDeleted(EventLink link, SeenEvent found, boolean twoWay, Instant at) {
        EventLink without = link.with(link.seen().withoutEvent(found));
        AppointmentState state = link.register().state();
        if (state.cancelled() || link.seen().gone()) {
            return new Settled(without);
        }
        if (!twoWay) {
            return new Overruled(without);
        }
        return decided(link.register().after(state.with(true, Map.of()), at), without);
    }

    private static Reading decided(Register.Decision decision, EventLink next) {
        if (decision instanceof Register.Changed changed) {
            return new Taken(next.with(changed.next()));
        }
        return decision instanceof Register.Outdated ? new Overruled(next) : new Settled(next);
    }

    private static Reading ofContent(
            EventLink link, SeenEvent found, EventContent content, boolean twoWay, Instant at) {
        EventLink.Seen seen = link.seen();
        @Nullable EventContent wanted = link.wanted();
        boolean asWanted = wanted != null && content.looksLike(wanted);
        Optional<EventContent> agreed = asWanted ? Optional.of(wanted) : seen.agreed(content);
        EventContent has = agreed.orElse(content).inviting(invited(link, found, wanted));
        EventLink.Seen read = seen.with(found, has, content);
        EventLink next = link.with(asWanted || arrived(seen, content) ? read.settled() : read);
        if (agreed.isPresent()) {
            return new Settled(next);
        }
        if (!twoWay) {
            return new Overruled(next);
        }
        AppointmentState theirs =
                EventFormat.changedBy(link.register().state(), content, seen.gone() ? List.of() : seen.ours());
        return decided(link.register().after(theirs, at), next);
    }

    /** @return whether what was sent last is what was found */
    private static boolean arrived(EventLink.Seen seen, EventContent content) {
        return !seen.sent().isEmpty()
                && content.looksLike(seen.sent().get(seen.sent().size() - 1));
    }

    /** Whom a person takes off the list of guests stays off it, until the product names somebody else. */
    private static @Nullable String invited(EventLink link, SeenEvent found, @Nullable EventContent wanted) {
        if (wanted != null && wanted.email() != null && found.guests().contains(wanted.email())) {
            return wanted.email();
        }
        @Nullable EventContent before = link.seen().content();
        return before == null ? null : before.email();
    }
}
