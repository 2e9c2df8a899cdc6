package dev.serai.provider.googlecalendar;

import dev.serai.sync.appointment.AppointmentField;
import dev.serai.sync.appointment.AppointmentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an appointment looks in the calendar (requirement document 001), and what a person's change there means for it.
 * Going there and back loses nothing: a title or text that is not the one made from the appointment is kept as its own.
 */
final class EventFormat {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");

    private EventFormat() {}

    /**
     * Says how an appointment looks.
     *
     * @param state an appointment with a time
     */
    static EventContent of(AppointmentState state) {
        Instant start = state.scheduledAt().orElseThrow();
        return new EventContent(
                state.value(AppointmentField.TITLE).orElseGet(() -> title(state)),
                state.value(AppointmentField.DESCRIPTION).orElseGet(() -> description(state)),
                start,
                start.plus(state.duration()),
                state.value(AppointmentField.CUSTOMER_EMAIL)
                        .filter(email -> EMAIL.matcher(email).matches())
                        .orElse(null));
    }

    private static String title(AppointmentState state) {
        return state.value(AppointmentField.CUSTOMER_NAME)
                .map(name -> "Appointment with " + name)
                .orElse("Appointment");
    }

    private static String description(AppointmentState state) {
        List<String> lines = new ArrayList<>(List.of("Callnfy appointment"));
        state.value(AppointmentField.CUSTOMER_NAME).ifPresent(name -> lines.add("Customer: " + name));
        state.value(AppointmentField.CUSTOMER_PHONE).ifPresent(phone -> lines.add("Phone: " + phone));
        state.value(AppointmentField.NOTES).ifPresent(notes -> lines.add("Notes: " + notes));
        return String.join("\n", lines);
    }

    /**
     * Takes over what a person has changed in the calendar.
     *
     * @param state the appointment as it should be
     * @param found what the calendar has
     * @param ours what the calendar may have had from the hub; where {@code found} agrees with one of them, no person has
     *     changed it. None: everything found is a person's
     * @return the appointment as the person wants it, which takes place
     */
    static AppointmentState changedBy(AppointmentState state, EventContent found, Collection<EventContent> ours) {
        @Nullable EventContent now = state.scheduledAt().isPresent() ? of(state) : null;
        Map<AppointmentField, Optional<String>> changes = new EnumMap<>(AppointmentField.class);
        if (isNew(found, now, ours, EventContent::summary)) {
            changes.put(AppointmentField.TITLE, own(found.summary(), made(state).summary()));
        }
        if (isNew(found, now, ours, EventContent::description)) {
            changes.put(
                    AppointmentField.DESCRIPTION,
                    own(found.description(), made(state).description()));
        }
        if (isNew(found, now, ours, EventContent::start)) {
            changes.put(AppointmentField.SCHEDULED_AT, Optional.of(found.start().toString()));
        }
        if (isNew(found, now, ours, EventContent::duration)) {
            changes.put(AppointmentField.DURATION, Optional.of(found.duration().toString()));
        }
        return state.with(false, changes);
    }

    private static boolean isNew(
            EventContent found,
            @Nullable EventContent now,
            Collection<EventContent> ours,
            Function<EventContent, @Nullable Object> part) {
        @Nullable Object value = part.apply(found);
        return (now == null || !Objects.equals(value, part.apply(now)))
                && ours.stream().noneMatch(known -> Objects.equals(value, part.apply(known)));
    }

    /** @return the words a person chose; empty when they are those that the hub would choose */
    private static Optional<String> own(@Nullable String found, @Nullable String made) {
        return Objects.equals(found, made) ? Optional.empty() : Optional.of(found == null ? "" : found);
    }

    /** @return the words that the hub would choose, as the calendar has them */
    private static EventContent made(AppointmentState state) {
        return new EventContent(title(state), description(state), Instant.EPOCH, Instant.EPOCH, null);
    }
}
