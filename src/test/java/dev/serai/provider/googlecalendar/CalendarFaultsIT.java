package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.googlecalendar.CalendarUsers.Connected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What Google and the network do to calls, and that each call has the credentials of its own connection. */
class CalendarFaultsIT extends CalendarHub {

    private static final String APPOINTMENT =
            "{\"id\":\"appt_1\",\"customerName\":\"John Doe\",\"scheduledAt\":\"2030-01-01T10:00:00Z\",\"duration\":30}";

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate routes;

    @ParameterizedTest
    @EnumSource(
            value = GoogleFault.class,
            names = {
                "UNAUTHORIZED",
                "RATE_LIMIT",
                "USER_RATE_LIMIT",
                "QUOTA",
                "CONDITION_NOT_MET",
                "TOO_MANY_REQUESTS",
                "BACKEND_ERROR",
                "UNAVAILABLE",
                "GARBAGE",
                "LOST_ANSWER",
                "CLOSED",
                "HANG"
            })
    void whatFailsOnceIsWrittenOnce(GoogleFault fault) {
        Connected one = connect(SyncMode.ONE_WAY);
        google.failNext(1, GoogleCall::isEventWrite, fault);

        product("appointment.created", APPOINTMENT);

        awaitOnly(one, any -> true);
        awaitQuiet(one);
        google.failNext(1, GoogleCall::isEventWrite, fault);
        product("appointment.updated", "{\"id\":\"appt_1\",\"notes\":\"changed\"}");
        awaitOnly(one, event -> event.path("description").asText().endsWith("changed"));
        awaitQuiet(one);
        google.failNext(1, GoogleCall::isEventWrite, fault);
        product("appointment.cancelled", "{\"id\":\"appt_1\"}");
        awaitEmpty(one);
        awaitQuiet(one);
        assertThat(one.calendar().allEvents()).hasSize(1);
    }

    @Test
    void aNewTokenIsUsedWhenTheOldOneHasRunOut() {
        Connected one = connect(SyncMode.ONE_WAY);
        google.expireAccessTokens(one.email());

        product("appointment.created", APPOINTMENT);

        awaitOnly(one, any -> true);
        awaitQuiet(one);
        assertThat(log(one)).noneMatch(line -> line.contains("refused"));
    }

    @Test
    void anAppointmentThatGoogleDoesNotTakeHoldsUpNone() {
        Connected one = connect(SyncMode.ONE_WAY);
        google.failNext(1, GoogleCall::isEventWrite, GoogleFault.NOT_FOUND);

        product("appointment.created", APPOINTMENT);
        product("appointment.created", APPOINTMENT.replace("appt_1", "appt_2"));

        awaitOnly(one, event -> event.at("/extendedProperties/private/seraiAppointment")
                .asText()
                .equals("appt_2"));
        awaitQuiet(one);
        assertThat(log(one))
                .contains(
                        "The appointment appt_1 could not be written to Google Calendar: Google Calendar has no calendar"
                                + " primary");
    }

    @Test
    void aRevokedGrantIsToldAndWhatWaitsIsWrittenAfterConnectingAgain() {
        Connected one = connect(SyncMode.ONE_WAY);
        google.revokeGrant(one.email());

        product("appointment.created", APPOINTMENT);
        await().atMost(PATIENCE).until(() -> log(one).stream().anyMatch(line -> line.contains("connect again")));
        product("appointment.created", APPOINTMENT.replace("appt_1", "appt_2"));
        authorize(one);

        await().atMost(PATIENCE).until(() -> one.calendar().events().size() == 2);
    }

    @Test
    void noCallEverHasTheCredentialsOfAnotherConnection() throws Exception {
        List<Connected> two = List.of(connect(SyncMode.ONE_WAY), connect(newTenant(), SyncMode.ONE_WAY));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Connected one = two.get(i % 2);
                calls.add(callers.submit(() -> routes.requestBody("direct:google-calendar-call", calendarsId(one))));
            }
            for (int i = 0; i < calls.size(); i++) {
                CalendarAnswer answer = (CalendarAnswer) calls.get(i).get();
                // A list of events names its calendar's owner.
                assertThat(answer.as(com.google.api.services.calendar.model.Events.class)
                                .getSummary())
                        .isEqualTo(two.get(i % 2).email());
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static CalendarCall calendarsId(Connected one) {
        return new CalendarCall(
                CalendarOperation.LIST,
                one.tenant().id(),
                one.id(),
                java.util.Map.of("calendarId", "primary", "fields", "summary"),
                null);
    }

    @Test
    void noSecretIsInAnAddressOfAnEndpoint() {
        Connected one = connect(SyncMode.TWO_WAY);
        product("appointment.created", APPOINTMENT);
        awaitOnly(one, any -> true);
        awaitQuiet(one);

        Stream<String> addresses = camel.getEndpoints().stream().map(endpoint -> endpoint.getEndpointUri());
        assertThat(addresses.filter(address -> address.startsWith("google-calendar")))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address).doesNotContain("?"));
        assertThat(google.calls(GoogleCall::isCalendar))
                .allSatisfy(call -> assertThat(call.query().keySet())
                        .doesNotContain("access_token", "oauth_token", "clientSecret", "clientId", "key"));
    }
}
