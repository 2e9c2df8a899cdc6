package dev.serai.sync.appointment;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the product says about an appointment.
 *
 * @param kind what happened
 * @param appointmentId the product's id of the appointment
 * @param providerEventId the calendar's id of it, where the product knows it; null: it does not say
 * @param at when it happened
 * @param mentioned the fields that the event mentions, with their values; empty: none any more. A field that is not
 *     mentioned stays as it is
 */
public record ProductChange(
        Kind kind,
        String appointmentId,
        @Nullable String providerEventId,
        Instant at,
        Map<AppointmentField, Optional<String>> mentioned) {

    /** What happened to the appointment. */
    public enum Kind {
        CREATED,
        UPDATED,
        CANCELLED
    }

    public ProductChange {
        Map<AppointmentField, Optional<String>> copy = new EnumMap<>(AppointmentField.class);
        copy.putAll(mentioned);
        mentioned = Collections.unmodifiableMap(copy);
    }

    /**
     * Applies the change. Only what says when the appointment is, or how it stands, brings a cancelled one back: a note
     * that is added to it later does not.
     */
    AppointmentState appliedTo(AppointmentState state) {
        Map<AppointmentField, Optional<String>> changes = new EnumMap<>(AppointmentField.class);
        changes.putAll(mentioned);
        // What a person wrote in the calendar was about the old customer or notes; what the product says now is later.
        if (changes(state, AppointmentField.CUSTOMER_NAME)) {
            changes.putIfAbsent(AppointmentField.TITLE, Optional.empty());
        }
        if (changes(state, AppointmentField.CUSTOMER_NAME)
                || changes(state, AppointmentField.CUSTOMER_PHONE)
                || changes(state, AppointmentField.NOTES)) {
            changes.putIfAbsent(AppointmentField.DESCRIPTION, Optional.empty());
        }
        return state.with(cancels(state), changes);
    }

    private boolean changes(AppointmentState state, AppointmentField field) {
        return mentioned.containsKey(field) && !mentioned.get(field).equals(state.value(field));
    }

    private boolean cancels(AppointmentState state) {
        return switch (kind) {
            case CANCELLED -> true;
            case CREATED -> false;
            case UPDATED ->
                state.cancelled()
                        && !mentioned.containsKey(AppointmentField.SCHEDULED_AT)
                        && !mentioned.containsKey(AppointmentField.STATUS);
        };
    }
}
