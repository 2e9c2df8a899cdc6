package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.sync.appointment.AppointmentField;
import dev.serai.sync.appointment.AppointmentState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventFormatTest {

    private static final Instant START = Instant.parse("2025-12-23T14:00:00Z");
    private static final AppointmentState APPOINTMENT = new AppointmentState(
            false,
            Map.of(
                    AppointmentField.CUSTOMER_NAME, "John Doe",
                    AppointmentField.CUSTOMER_PHONE, "+44 7700 900123",
                    AppointmentField.CUSTOMER_EMAIL, "john@example.com",
                    AppointmentField.SCHEDULED_AT, START.toString(),
                    AppointmentField.DURATION, "PT30M",
                    AppointmentField.NOTES, "First consultation"));

    @Test
    void anAppointmentLooksAsItsSourceHasIt() {
        assertThat(EventFormat.of(APPOINTMENT))
                .isEqualTo(new EventContent(
                        "Appointment with John Doe",
                        "Callnfy appointment\nCustomer: John Doe\nPhone: +44 7700 900123\nNotes: First consultation",
                        START,
                        START.plusSeconds(1_800),
                        "john@example.com"));
    }

    @Test
    void invitesNobodyWithoutAnAddress() {
        AppointmentState without = changed(AppointmentField.CUSTOMER_EMAIL, "call the office");

        assertThat(EventFormat.of(without).email()).isNull();
    }

    @Test
    void keepsATitleThatAPersonChose() {
        EventContent found = new EventContent("Dentist", text(), START, START.plusSeconds(1_800), null);

        AppointmentState changed = EventFormat.changedBy(APPOINTMENT, found, List.of(EventFormat.of(APPOINTMENT)));

        assertThat(changed).isEqualTo(changed(AppointmentField.TITLE, "Dentist"));
    }

    @Test
    void keepsTheFractionOfASecondThatTheCalendarDrops() {
        AppointmentState precise = changed(AppointmentField.SCHEDULED_AT, "2025-12-23T14:00:00.250Z");
        EventContent found = new EventContent("Dentist", text(), START, START.plusSeconds(1_800), null);

        AppointmentState changed = EventFormat.changedBy(precise, found, List.of());

        assertThat(changed.value(AppointmentField.SCHEDULED_AT)).contains("2025-12-23T14:00:00.250Z");
    }

    @Test
    void leavesWhatTheProductChangedWhenAPersonChangedSomethingElse() {
        AppointmentState moved =
                changed(AppointmentField.SCHEDULED_AT, START.plusSeconds(3_600).toString());
        EventContent found = new EventContent("Dentist", text(), START, START.plusSeconds(1_800), null);

        AppointmentState changed = EventFormat.changedBy(moved, found, List.of(EventFormat.of(APPOINTMENT)));

        assertThat(changed.scheduledAt()).contains(START.plusSeconds(3_600));
        assertThat(changed.value(AppointmentField.TITLE)).contains("Dentist");
    }

    @Test
    void whateverAPersonMakesOfAnEventIsFoundInItAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            AppointmentState state = anyState(random);
            EventContent found = new EventContent(
                    anyText(random),
                    anyText(random),
                    anyTime(random),
                    anyTime(random).plusSeconds(90_000),
                    null);

            AppointmentState changed = EventFormat.changedBy(state, found, List.of());

            assertThat(EventFormat.of(changed).looksLike(found)).isTrue();
            assertThat(EventFormat.changedBy(changed, EventFormat.of(changed), List.of()))
                    .isEqualTo(changed);
        }
    }

    @Test
    void idsAreGooglesAndTheSameEachTime() {
        UUID connection = UUID.fromString("00000000-0000-7000-8000-000000000001");

        String id = EventIds.of(connection, "appt_1", 0);

        assertThat(id).matches("[a-v0-9]{32}").isEqualTo(EventIds.of(connection, "appt_1", 0));
        assertThat(List.of(EventIds.of(connection, "appt_1", 1), EventIds.of(connection, "appt_2", 0)))
                .doesNotHaveDuplicates()
                .doesNotContain(id);
    }

    private static String text() {
        return EventFormat.of(APPOINTMENT).description();
    }

    private static AppointmentState changed(AppointmentField field, String value) {
        Map<AppointmentField, String> values = new EnumMap<>(APPOINTMENT.values());
        values.put(field, value);
        return new AppointmentState(false, values);
    }

    private static AppointmentState anyState(Random random) {
        Map<AppointmentField, String> values = new EnumMap<>(AppointmentField.class);
        for (AppointmentField field : List.of(
                AppointmentField.CUSTOMER_NAME,
                AppointmentField.CUSTOMER_PHONE,
                AppointmentField.NOTES,
                AppointmentField.TITLE,
                AppointmentField.DESCRIPTION)) {
            String text = anyText(random);
            if (text != null) {
                values.put(field, text);
            }
        }
        values.put(
                AppointmentField.SCHEDULED_AT,
                anyTime(random).plusMillis(random.nextInt(1_000)).toString());
        values.put(
                AppointmentField.DURATION,
                Duration.ofSeconds(random.nextInt(10_000)).toString());
        return new AppointmentState(random.nextBoolean(), values);
    }

    private static String anyText(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> " \r\n two\r\nlines \n";
            case 3 -> "Appointment";
            case 4 -> "😀".repeat(5_000);
            default -> "text " + random.nextInt(3);
        };
    }

    private static Instant anyTime(Random random) {
        return START.plusSeconds(random.nextInt(50_000));
    }
}
