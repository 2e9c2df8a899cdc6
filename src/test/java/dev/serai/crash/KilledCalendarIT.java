package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.google.GoogleStandIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hub that is killed while it writes appointments to a calendar. */
class KilledCalendarIT {

    private static final int APPOINTMENTS = 80;

    private final GoogleStandIn google = new GoogleStandIn();
    private HubProcess hub;
    private ConnectedCalendar connected;
    private HubClient client;

    @BeforeEach
    void start() throws Exception {
        hub = HubProcess.start(
                        "killedCalendar", HubProcess.newData("killedCalendar"), ConnectedCalendar.settings(google))
                .awaitReady();
        client = new HubClient(hub.uri());
        connected = ConnectedCalendar.connect(google, client);
    }

    @AfterEach
    void stop() {
        hub.close();
        google.close();
        assertThat(google.defects()).isEmpty();
    }

    @Test
    void writesEveryAppointmentOnceThoughItIsKilledTwiceMeanwhile() throws Exception {
        google.calendarCallsTake(Duration.ofMillis(20));
        google.failRandomly(11, 0.1, GoogleCall::isEventWrite, GoogleFault.LOST_ANSWER, GoogleFault.UNAVAILABLE);
        for (int i = 0; i < APPOINTMENTS; i++) {
            assertThat(client.post("/events", created(i)).statusCode()).isEqualTo(202);
        }
        for (int written : List.of(15, 45)) {
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> connected.calendar().events().size() >= written);
            hub.kill();
            hub.startAgain().awaitReady();
        }

        await().atMost(Duration.ofMinutes(2)).until(() -> pending() == 0);
        List<String> ids = connected.calendar().events().stream()
                .map(KilledCalendarIT::appointment)
                .toList();
        assertThat(ids).hasSize(APPOINTMENTS).doesNotHaveDuplicates();
        // Nothing that it wrote came back to it as somebody else's.
        assertThat(hub.database().number("SELECT count(*) FROM event WHERE type LIKE 'appointment.%'"))
                .isEqualTo(APPOINTMENTS);
    }

    private long pending() {
        return hub.database()
                .number("SELECT (SELECT count(*) FROM connection_event) + (SELECT count(*) FROM appointment WHERE"
                        + " pending)");
    }

    private static String appointment(ObjectNode event) {
        return event.at("/extendedProperties/private/seraiAppointment").asText();
    }

    private static String created(int number) {
        return "{\"event\":\"appointment.created\",\"data\":{\"id\":\"appt_" + number
                + "\",\"customerName\":\"John Doe\",\"scheduledAt\":\"2030-01-01T10:00:00Z\",\"duration\":30}}";
    }
}
