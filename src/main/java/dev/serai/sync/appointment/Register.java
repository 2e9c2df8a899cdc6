package dev.serai.sync.appointment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * An appointment that two sides change: the later change counts, and of two at the same moment the product's. A change
 * that is older than what is known is without effect, so that both sides come to the same whatever order they are heard
 * in.
 *
 * @param state what both sides should have
 * @param changedAt when the change happened that made it so
 * @param unheard the fields whose values the product may not know: they came from the calendar, or the product said
 *     something else too late, and no event of the product has mentioned them since
 */
public record Register(AppointmentState state, Instant changedAt, Set<AppointmentField> unheard) {

    /** Before anything is known. */
    public static final Register EMPTY = new Register(AppointmentState.UNKNOWN, Instant.MIN, Set.of());

    public Register {
        Set<AppointmentField> copy = EnumSet.noneOf(AppointmentField.class);
        copy.addAll(unheard);
        unheard = Collections.unmodifiableSet(copy);
    }

    /** What became of a change. */
    public sealed interface Decision permits Outdated, Unchanged, Changed {}

    /**
     * Something later is known, and counts.
     *
     * @param next the same state, with what the product may believe to hold by this change as unheard
     */
    public record Outdated(Register next) implements Decision {}

    /**
     * It says what is known already.
     *
     * @param next the same state, known to hold at the later moment
     */
    public record Unchanged(Register next) implements Decision {}

    /**
     * It counts.
     *
     * @param next what holds now
     * @param merged whether {@link #next} has something that the product's event did not mention and that the product may
     *     not know, because it came from the calendar or follows from the change: it has to be told
     */
    public record Changed(Register next, boolean merged) implements Decision {}

    /** Decides about a change of the product. */
    public Decision after(ProductChange change) {
        AppointmentState next = change.appliedTo(state);
        Set<AppointmentField> stillUnheard = EnumSet.noneOf(AppointmentField.class);
        if (change.at().isBefore(changedAt)) {
            stillUnheard.addAll(unheard);
            stillUnheard.addAll(next.differencesTo(state));
            return new Outdated(new Register(state, changedAt, stillUnheard));
        }
        stillUnheard.addAll(unheard);
        // Also what the change has done beyond its words.
        stillUnheard.addAll(next.differencesTo(state));
        stillUnheard.removeAll(change.mentioned().keySet());
        if (next.cancelled() != state.cancelled()) {
            stillUnheard.remove(AppointmentField.STATUS);
        }
        if (next.equals(state)) {
            // Nothing is told, or a product that confirms what it is told would be told for ever.
            return new Unchanged(new Register(state, change.at(), stillUnheard));
        }
        boolean merged = !stillUnheard.isEmpty() && change.kind() != ProductChange.Kind.CANCELLED;
        // Told a moment later, it counts with a product that goes by the time, which it is told in milliseconds.
        Instant at = merged ? change.at().truncatedTo(ChronoUnit.MILLIS).plusMillis(1) : change.at();
        return new Changed(new Register(next, at, stillUnheard), merged);
    }

    /**
     * Decides about a change of the calendar.
     *
     * @param found what the calendar has
     * @param at when it was changed there
     */
    public Decision after(AppointmentState found, Instant at) {
        if (found.equals(state)) {
            return new Unchanged(this);
        }
        if (!at.isAfter(changedAt)) {
            return new Outdated(this);
        }
        Set<AppointmentField> nowUnheard = EnumSet.noneOf(AppointmentField.class);
        nowUnheard.addAll(unheard);
        nowUnheard.addAll(found.differencesTo(state));
        return new Changed(new Register(found, at, nowUnheard), false);
    }
}
