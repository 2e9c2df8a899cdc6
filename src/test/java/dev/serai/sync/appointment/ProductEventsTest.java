package dev.serai.sync.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductEventsTest {

    private static final Instant AT = Instant.parse("2025-12-22T10:45:00Z");

    private final ProductEvents events = new ProductEvents(new ObjectMapper());

    @Test
    void readsTheEventOfTheSource() {
        ProductChange change = read(
                "appointment.created",
                """
                {"id":"appt_123","customerId":"cust_456","customerName":"John Doe","customerPhone":"+44 7700 900123",
                 "scheduledAt":"2025-12-23T14:00:00.000Z","duration":30,"status":"scheduled","notes":"First"}
                """);

        assertThat(change.kind()).isEqualTo(ProductChange.Kind.CREATED);
        assertThat(change.appointmentId()).isEqualTo("appt_123");
        assertThat(change.mentioned())
                .isEqualTo(Map.of(
                        AppointmentField.CUSTOMER_ID, Optional.of("cust_456"),
                        AppointmentField.CUSTOMER_NAME, Optional.of("John Doe"),
                        AppointmentField.CUSTOMER_PHONE, Optional.of("+44 7700 900123"),
                        AppointmentField.SCHEDULED_AT, Optional.of("2025-12-23T14:00:00Z"),
                        AppointmentField.DURATION, Optional.of("PT30M"),
                        AppointmentField.STATUS, Optional.of("scheduled"),
                        AppointmentField.NOTES, Optional.of("First")));
    }

    @Test
    void nullTakesAValueAwayAndSilenceLeavesIt() {
        ProductChange change = read("appointment.updated", "{\"id\":\"a\",\"notes\":null}");

        assertThat(change.mentioned()).isEqualTo(Map.of(AppointmentField.NOTES, Optional.empty()));
    }

    @Test
    void anUpdateWhoseStatusIsCancelledCancels() {
        ProductChange change = read("appointment.updated", "{\"id\":\"a\",\"status\":\"Cancelled\"}");

        assertThat(change.kind()).isEqualTo(ProductChange.Kind.CANCELLED);
        assertThat(change.mentioned()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30,PT30M", "0,PT0S", "22.5,PT22M30S", "'\"45\"',PT45M", "0.1667,PT10S"})
    void readsMinutes(String minutes, String duration) {
        ProductChange change = read("appointment.updated", "{\"id\":\"a\",\"duration\":" + minutes + "}");

        assertThat(change.mentioned().get(AppointmentField.DURATION)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":null}",
                "{\"id\":\" \"}",
                "{\"id\":{}}",
                "{\"id\":\"a\\u0000\"}",
                "{\"id\":\"a\",\"scheduledAt\":\"tomorrow\"}",
                "{\"id\":\"a\",\"scheduledAt\":\"+12345-01-01T00:00:00Z\"}",
                "{\"id\":\"a\",\"duration\":-1}",
                "{\"id\":\"a\",\"duration\":\"long\"}",
                "{\"id\":\"a\",\"duration\":1e99}",
                "{\"id\":\"a\",\"notes\":[]}"
            })
    void refusesWhatCanNotBeCarriedOver(String data) {
        assertThatThrownBy(() -> read("appointment.created", data)).isInstanceOf(UnusableEvent.class);
    }

    @Test
    void whatItWritesItReadsAgain() {
        AppointmentState state = new AppointmentState(
                false,
                Map.of(
                        AppointmentField.SCHEDULED_AT, "2025-12-23T14:00:00.250Z",
                        AppointmentField.DURATION, "PT50S",
                        AppointmentField.STATUS, "confirmed",
                        AppointmentField.TITLE, "",
                        AppointmentField.DESCRIPTION, "two\nlines"));

        String data = events.data("gcal_x", "x", "google_calendar", state, AT).toString();
        ProductChange change = read("appointment.updated", data);

        assertThat(change.appointmentId()).isEqualTo("gcal_x");
        assertThat(change.providerEventId()).isEqualTo("x");
        assertThat(change.appliedTo(AppointmentState.UNKNOWN)).isEqualTo(state);
    }

    @Test
    void writesACancelledAppointmentAsTheSourceHasIt() {
        AppointmentState state = new AppointmentState(true, Map.of(AppointmentField.CUSTOMER_NAME, "John Doe"));

        var data = events.data("appt_1", null, "google_calendar", state, AT);

        assertThat(data.path("status").asText()).isEqualTo("cancelled");
        assertThat(data.path("cancelledAt").asText()).isEqualTo("2025-12-22T10:45:00.000Z");
        assertThat(data.path("customerName").asText()).isEqualTo("John Doe");
        assertThat(data.path("source").asText()).isEqualTo("google_calendar");
    }

    private ProductChange read(String type, String data) {
        return events.read(type, data, AT);
    }
}
