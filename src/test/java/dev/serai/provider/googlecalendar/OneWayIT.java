package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.googlecalendar.CalendarUsers.Connected;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The product's appointments in a calendar that is synced one way (requirement document 001). */
class OneWayIT extends CalendarHub {

    private static final String APPOINTMENT =
            """
            {"id":"appt_123","customerId":"cust_456","customerName":"John Doe","customerPhone":"+44 7700 900123",
             "customerEmail":"john@example.com","scheduledAt":"2025-12-23T14:00:00.000Z","duration":30,
             "status":"scheduled","notes":"First consultation"}
            """;

    @Test
    void aNewAppointmentBecomesAnEventInTheFormatOfTheSource() {
        Connected one = connect(SyncMode.ONE_WAY);

        product("appointment.created", APPOINTMENT);

        ObjectNode event = awaitOnly(one, any -> true);
        assertThat(event.path("summary").asText()).isEqualTo("Appointment with John Doe");
        assertThat(event.path("description").asText())
                .isEqualTo(
                        "Callnfy appointment\nCustomer: John Doe\nPhone: +44 7700 900123\nNotes: First consultation");
        assertThat(Instant.parse(event.at("/start/dateTime").asText())).isEqualTo("2025-12-23T14:00:00Z");
        assertThat(event.at("/start/timeZone").asText()).isEqualTo("Europe/London");
        assertThat(Instant.parse(event.at("/end/dateTime").asText())).isEqualTo("2025-12-23T14:30:00Z");
        assertThat(event.at("/end/timeZone").asText()).isEqualTo("Europe/London");
        assertThat(event.at("/attendees/0/email").asText()).isEqualTo("john@example.com");
        assertThat(event.at("/reminders/useDefault").asBoolean()).isTrue();
        assertThat(event.at("/extendedProperties/private/seraiAppointment").asText())
                .isEqualTo("appt_123");
    }

    @Test
    void anUpdateChangesTheEventAndLeavesWhatAPersonDidBesides() {
        Connected one = connect(SyncMode.ONE_WAY);
        product("appointment.created", APPOINTMENT);
        String id = awaitOnly(one, any -> true).path("id").asText();
        one.calendar().edit(id, event -> event.put("location", "Room 5"));

        product("appointment.updated", "{\"id\":\"appt_123\",\"scheduledAt\":\"2025-12-24T09:00:00Z\"}");

        ObjectNode event =
                awaitOnly(one, changed -> changed.at("/start/dateTime").asText().startsWith("2025-12-24"));
        assertThat(event.path("id").asText()).isEqualTo(id);
        assertThat(event.path("location").asText()).isEqualTo("Room 5");
        assertThat(Instant.parse(event.at("/end/dateTime").asText())).isEqualTo("2025-12-24T09:30:00Z");
    }

    @Test
    void aCancelledAppointmentDisappears() {
        Connected one = connect(SyncMode.ONE_WAY);
        product("appointment.created", APPOINTMENT);
        awaitOnly(one, any -> true);

        product("appointment.cancelled", "{\"id\":\"appt_123\",\"reason\":\"Customer requested cancellation\"}");

        awaitEmpty(one);
    }

    @Test
    void aRevivedAppointmentGetsANewEvent() {
        Connected one = connect(SyncMode.ONE_WAY);
        product("appointment.created", APPOINTMENT);
        String id = awaitOnly(one, any -> true).path("id").asText();
        product("appointment.cancelled", "{\"id\":\"appt_123\"}");
        awaitEmpty(one);

        product("appointment.updated", "{\"id\":\"appt_123\",\"status\":\"scheduled\"}");

        assertThat(awaitOnly(one, any -> true).path("id").asText()).isNotEqualTo(id);
    }

    @Test
    void theProductIsRightAboutAnEventThatAPersonDeleted() {
        Connected one = connect(SyncMode.ONE_WAY);
        product("appointment.created", APPOINTMENT);
        one.calendar().delete(awaitOnly(one, any -> true).path("id").asText());

        product("appointment.updated", "{\"id\":\"appt_123\",\"notes\":\"Second consultation\"}");

        awaitOnly(one, event -> event.path("description").asText().endsWith("Notes: Second consultation"));
    }

    @Test
    void anEventThatSaysTooLittleIsToldOfAndHoldsUpNone() {
        Connected one = connect(SyncMode.ONE_WAY);

        product("appointment.created", "{\"customerName\":\"Nobody\"}");
        product("appointment.created", "{\"id\":\"appt_1\",\"customerName\":\"Jane Doe\"}");
        product("appointment.created", APPOINTMENT);

        awaitOnly(one, event -> event.path("summary").asText().equals("Appointment with John Doe"));
        awaitQuiet(one);
        assertThat(log(one))
                .contains(
                        "The event appointment.created was not carried over to Google Calendar: it has no id",
                        "The event appointment.created of appt_1 was not carried over to Google Calendar: it has no"
                                + " scheduledAt",
                        "Wrote 1 change to Google Calendar");
    }

    @Test
    void whatAPersonDoesInTheCalendarIsNotRead() {
        Connected one = connect(SyncMode.ONE_WAY);
        product("appointment.created", APPOINTMENT);
        awaitOnly(one, any -> true);
        awaitQuiet(one);

        assertThat(database.queryForObject(
                        "SELECT count(*) FROM calendar_sync WHERE connection_id = ?", Integer.class, one.id()))
                .isZero();
        assertThat(google.channels(one.email())).isEmpty();
    }

    @Test
    void showsWhenItLastExchangedAnything() {
        Connected one = connect(SyncMode.ONE_WAY);
        Instant before = Instant.now().minusSeconds(1);

        product("appointment.created", APPOINTMENT);

        await().atMost(PATIENCE).until(() -> shown(one).lastSyncAt() != null);
        assertThat(shown(one).lastSyncAt()).isAfter(before);
    }

    @Test
    void usesTheConnectionsTimeZone() {
        Connected one = connect(SyncMode.ONE_WAY);
        setSettings(one, json.createObjectNode().put("timeZone", "America/New_York"));

        product("appointment.created", APPOINTMENT);

        ObjectNode event = awaitOnly(one, any -> true);
        assertThat(event.at("/start/timeZone").asText()).isEqualTo("America/New_York");
    }

    @Test
    void otherEventsCostACalendarNothing() {
        Connected one = connect(SyncMode.ONE_WAY);

        product("appointment.completed", "{\"id\":\"appt_123\"}");
        product("call.received", "{\"id\":\"call_1\"}");

        assertThat(database.queryForObject(
                        "SELECT count(*) FROM connection_event WHERE connection_id = ?", Integer.class, one.id()))
                .isZero();
    }
}
