package dev.serai.sync.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisterTest {

    private static final Instant EARLY = Instant.parse("2025-12-22T10:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);
    private static final AppointmentState OLD = state("old");
    private static final AppointmentState NEW = state("new");

    @Test
    void theLaterChangeOfTheCalendarCounts() {
        Register register = new Register(OLD, EARLY, Set.of());

        assertThat(register.after(NEW, LATE))
                .isEqualTo(new Register.Changed(new Register(NEW, LATE, Set.of(AppointmentField.NOTES)), false));
    }

    @Test
    void theOlderChangeOfTheCalendarDoesNotCount() {
        assertThat(new Register(OLD, LATE, Set.of()).after(NEW, EARLY)).isInstanceOf(Register.Outdated.class);
    }

    @Test
    void ofTwoAtTheSameMomentTheProductsCounts() {
        assertThat(new Register(OLD, LATE, Set.of()).after(NEW, LATE)).isInstanceOf(Register.Outdated.class);
        assertThat(new Register(OLD, LATE, Set.of()).after(notes("new", LATE))).isInstanceOf(Register.Changed.class);
    }

    @Test
    void anOlderChangeOfTheProductDoesNotCount() {
        assertThat(new Register(OLD, LATE, Set.of()).after(notes("new", EARLY))).isInstanceOf(Register.Outdated.class);
    }

    @Test
    void whatIsKnownAlreadyChangesNothing() {
        assertThat(new Register(OLD, EARLY, Set.of()).after(OLD, LATE)).isInstanceOf(Register.Unchanged.class);
    }

    @Test
    void aProductThatDoesNotMentionWhatTheCalendarChangedIsToldTheResult() {
        Register register = new Register(OLD, EARLY, Set.of(AppointmentField.TITLE));

        assertThat(register.after(notes("new", LATE))).isInstanceOfSatisfying(Register.Changed.class, changed -> {
            assertThat(changed.merged()).isTrue();
            assertThat(changed.next().changedAt()).isAfter(LATE);
        });
    }

    @Test
    void aNoteOnACancelledAppointmentDoesNotBringItBack() {
        Register cancelled = new Register(new AppointmentState(true, Map.of()), EARLY, Set.of());

        assertThat(cancelled.after(notes("why", LATE)))
                .isInstanceOfSatisfying(Register.Changed.class, changed -> assertThat(
                                changed.next().state().cancelled())
                        .isTrue());
    }

    @Test
    void aNewTimeBringsACancelledAppointmentBack() {
        Register cancelled = new Register(new AppointmentState(true, Map.of()), EARLY, Set.of());

        assertThat(cancelled.after(change(LATE, AppointmentField.SCHEDULED_AT, LATE.toString())))
                .isInstanceOfSatisfying(Register.Changed.class, changed -> assertThat(
                                changed.next().state().cancelled())
                        .isFalse());
    }

    private static AppointmentState state(String notes) {
        return new AppointmentState(false, Map.of(AppointmentField.NOTES, notes));
    }

    private static ProductChange notes(String notes, Instant at) {
        return change(at, AppointmentField.NOTES, notes);
    }

    private static ProductChange change(Instant at, AppointmentField field, String value) {
        return new ProductChange(ProductChange.Kind.UPDATED, "appt_1", null, at, Map.of(field, Optional.of(value)));
    }
}
