package dev.serai.provider.googlecalendar;

import dev.serai.sync.appointment.AppointmentState;
import dev.serai.sync.appointment.Register;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An appointment and its event in the calendar.
 *
 * @param appointmentId the product's id, or one that the hub gave to what began in the calendar
 * @param eventId Google's id of the event; null: it has had none yet
 * @param generation how many events the appointment had before this one
 * @param register what both sides should have
 * @param seen what the calendar has, as far as is known
 * @param pending whether the calendar has yet to be told something
 */
record EventLink(
        UUID connectionId,
        String appointmentId,
        @Nullable String eventId,
        int generation,
        Register register,
        Seen seen,
        boolean pending) {

    private static final int MOST_SENT = 10;

    /**
     * What the calendar has, as far as is known.
     *
     * @param etag the version last seen; null: none
     * @param updated when that was changed; null: not known
     * @param content what both sides agree it has; null: nothing is known, or it is gone
     * @param shown how the calendar shows that, which may differ in what Google makes of a text; null as with content
     * @param sent what may have got there besides: it was sent, and no answer came yet. The newest last
     * @param gone whether the event has been deleted
     */
    record Seen(
            @Nullable String etag,
            @Nullable Instant updated,
            @Nullable EventContent content,
            @Nullable EventContent shown,
            List<EventContent> sent,
            boolean gone) {

        static final Seen NOTHING = new Seen(null, null, null, null, List.of(), false);

        Seen {
            sent = List.copyOf(sent);
        }

        Seen sending(EventContent next) {
            List<EventContent> all = new ArrayList<>(sent);
            all.remove(next);
            all.add(next);
            List<EventContent> newest = all.subList(Math.max(0, all.size() - MOST_SENT), all.size());
            return new Seen(etag, updated, content, shown, newest, gone);
        }

        /** @return the same, with no request under way any more */
        Seen settled() {
            return new Seen(etag, updated, content, shown, List.of(), gone);
        }

        /** @return everything that the calendar may have from the hub */
        List<EventContent> ours() {
            List<EventContent> ours = new ArrayList<>(sent);
            Stream.of(content, shown).filter(Objects::nonNull).forEach(ours::add);
            return ours;
        }

        /** @return what was agreed on and looks like what was found; empty: it is nothing of the hub's */
        Optional<EventContent> agreed(EventContent found) {
            if (gone) {
                return Optional.empty();
            }
            if (content != null && shown != null && (found.looksLike(content) || found.looksLike(shown))) {
                return Optional.of(content);
            }
            return sent.stream().filter(found::looksLike).findFirst();
        }

        /** @return whether what was found is older than what is known */
        boolean isNewerThan(SeenEvent found) {
            return updated != null && found.updated() != null && found.updated().isBefore(updated);
        }

        /** @return the same, with an event that is deleted */
        Seen withoutEvent(SeenEvent found) {
            return new Seen(null, later(found.updated()), null, null, List.of(), true);
        }

        /**
         * @param has what both sides agree the event has now
         * @param nowShown how the calendar shows it
         */
        Seen with(SeenEvent found, EventContent has, EventContent nowShown) {
            return new Seen(found.etag(), later(found.updated()), has, nowShown, sent, false);
        }

        private @Nullable Instant later(@Nullable Instant other) {
            return other == null || updated != null && updated.isAfter(other) ? updated : other;
        }
    }

    /** @return a link of an appointment that has no event yet */
    static EventLink unborn(UUID connectionId, String appointmentId) {
        return new EventLink(connectionId, appointmentId, null, 0, Register.EMPTY, Seen.NOTHING, false);
    }

    /**
     * @param found an event that is not deleted
     * @param now when it counts as made of which the calendar does not say when
     * @return a link of an appointment that began in the calendar
     */
    static EventLink bornInCalendar(UUID connectionId, String appointmentId, SeenEvent found, Instant now) {
        EventContent content = Objects.requireNonNull(found.content());
        AppointmentState state = EventFormat.changedBy(AppointmentState.UNKNOWN, content, List.of());
        Instant at = found.updated() == null ? now : found.updated();
        return new EventLink(
                connectionId,
                appointmentId,
                found.id(),
                0,
                new Register(state, at, state.differencesTo(AppointmentState.UNKNOWN)),
                Seen.NOTHING.with(found, content, content),
                false);
    }

    String eventIdOrThrow() {
        if (eventId == null) {
            throw new IllegalStateException("the appointment has no event");
        }
        return eventId;
    }

    /** @return how the event should look; null: there should be none */
    @Nullable
    EventContent wanted() {
        return register.state().cancelled() || register.state().scheduledAt().isEmpty()
                ? null
                : EventFormat.of(register.state());
    }

    /** @return the same with another state; whether the calendar has to be told follows from what it has */
    EventLink with(Register next) {
        return with(next, seen);
    }

    EventLink with(Seen next) {
        return with(register, next);
    }

    EventLink with(Register nextRegister, Seen nextSeen) {
        EventLink next =
                new EventLink(connectionId, appointmentId, eventId, generation, nextRegister, nextSeen, pending);
        return new EventLink(connectionId, appointmentId, eventId, generation, nextRegister, nextSeen, next.differs());
    }

    /** @return the same under an event that is yet to be made */
    EventLink withNewEvent() {
        int next = eventId == null ? generation : generation + 1;
        return new EventLink(
                connectionId,
                appointmentId,
                EventIds.of(connectionId, appointmentId, next),
                next,
                register,
                Seen.NOTHING,
                pending);
    }

    /** @return the same once a request was answered that made or changed the event; an older answer says nothing new */
    EventLink written(SeenEvent answer, EventContent what) {
        return answer.content() == null || !answer.id().equals(eventId) || seen.isNewerThan(answer)
                ? this
                : with(seen.with(answer, what, answer.content()).settled());
    }

    /** @return the same once its event is known to be deleted */
    EventLink deleted(String deletedEventId) {
        return deletedEventId.equals(eventId) ? with(seen.withoutEvent(SeenEvent.gone(deletedEventId))) : this;
    }

    /** @return the same with nothing under way any more */
    EventLink settled() {
        return with(seen.settled());
    }

    EventLink named(String otherAppointmentId) {
        return new EventLink(connectionId, otherAppointmentId, eventId, generation, register, seen, pending);
    }

    /** @return the same, given up until the next change */
    EventLink givenUp() {
        return new EventLink(connectionId, appointmentId, eventId, generation, register, seen, false);
    }

    private boolean differs() {
        @Nullable EventContent wanted = wanted();
        if (wanted == null) {
            return eventId != null && !seen.gone();
        }
        return seen.gone() || !seen.sent().isEmpty() || !Objects.equals(wanted, seen.content());
    }
}
