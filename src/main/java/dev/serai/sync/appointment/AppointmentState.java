package dev.serai.sync.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an appointment is. Moments are kept as ISO-8601 instants, durations as ISO-8601 durations; what is not in the map
 * has no value.
 *
 * @param cancelled whether it takes place no more
 */
public record AppointmentState(boolean cancelled, Map<AppointmentField, String> values) {

    /** How long an appointment takes that does not say so. */
    public static final Duration USUAL_DURATION = Duration.ofMinutes(30);

    /** Of an appointment of which nothing is known. */
    public static final AppointmentState UNKNOWN = new AppointmentState(false, Map.of());

    public AppointmentState {
        Map<AppointmentField, String> copy = new EnumMap<>(AppointmentField.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** @return a field's value; empty when it has none */
    public Optional<String> value(AppointmentField field) {
        return Optional.ofNullable(values.get(field));
    }

    /** @return when it begins; empty when that is not known */
    public Optional<Instant> scheduledAt() {
        return value(AppointmentField.SCHEDULED_AT).map(Instant::parse);
    }

    /** @return how long it takes */
    public Duration duration() {
        return value(AppointmentField.DURATION).map(Duration::parse).orElse(USUAL_DURATION);
    }

    /**
     * Changes fields.
     *
     * @param changes the fields with their new values; empty takes a value away
     */
    public AppointmentState with(boolean nowCancelled, Map<AppointmentField, Optional<String>> changes) {
        Map<AppointmentField, String> changed = new EnumMap<>(AppointmentField.class);
        changed.putAll(values);
        changes.forEach(
                (field, value) -> value.ifPresentOrElse(text -> changed.put(field, text), () -> changed.remove(field)));
        return new AppointmentState(nowCancelled, changed);
    }

    /** @return the fields in which the two differ; being cancelled counts as the status */
    public Set<AppointmentField> differencesTo(AppointmentState other) {
        Set<AppointmentField> different = EnumSet.noneOf(AppointmentField.class);
        for (AppointmentField field : AppointmentField.values()) {
            if (!value(field).equals(other.value(field))) {
                different.add(field);
            }
        }
        if (cancelled != other.cancelled) {
            different.add(AppointmentField.STATUS);
        }
        return different;
    }
}
