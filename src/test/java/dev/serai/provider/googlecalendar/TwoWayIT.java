package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.Receiver;
import dev.serai.provider.google.Channel;
import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.googlecalendar.CalendarUsers.Connected;
import dev.serai.provider.standin.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A calendar that is synced both ways: what persons do there reaches the product, and nothing comes back as an echo. */
class TwoWayIT extends CalendarHub {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final ZonedDateTime TOMORROW = ZonedDateTime.now(ZoneId.of("Europe/London"))
            .plusDays(1)
            .withHour(14)
            .withMinute(0)
            .withSecond(0)
            .withNano(0);

    @AfterEach
    void listenAgain() {
        google.dropsNotices(false);
        google.wantsHttpsChannels(false);
    }

    @Test
    void anEventThatBeginsInTheCalendarBecomesAnAppointment() {
        Connected one = connectBothWays();

        ObjectNode event = one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);

        JsonNode data = awaitEvents("appointment.created", 1).get(0);
        String id = event.path("id").asText();
        assertThat(data.path("id").asText()).isEqualTo("gcal_" + id);
        assertThat(data.path("googleEventId").asText()).isEqualTo(id);
        assertThat(data.path("source").asText()).isEqualTo("google_calendar");
        assertThat(data.path("title").asText()).isEqualTo("Dentist");
        assertThat(Instant.parse(data.path("scheduledAt").asText())).isEqualTo(TOMORROW.toInstant());
        assertThat(data.path("duration").asInt()).isEqualTo(30);
        assertThat(data.path("status").asText()).isEqualTo("scheduled");
    }

    @Test
    void goesToTheTenantsWebhooks() {
        Receiver receiver = receiver();
        register(receiver, "appointment.created");
        Connected one = connectBothWays();

        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);

        assertThat(receiver.awaitArrival("appointment.created").text()).contains("\"Dentist\"");
    }

    @Test
    void aPersonsChangeAndDeletionReachTheProduct() {
        Connected one = connectBothWays();
        String id = one.calendar()
                .create("Dentist", TOMORROW, HALF_AN_HOUR)
                .path("id")
                .asText();
        awaitEvents("appointment.created", 1);

        one.calendar().move(id, TOMORROW.plusHours(2), HALF_AN_HOUR);
        JsonNode moved = awaitEvents("appointment.updated", 1).get(0);
        one.calendar().delete(id);
        JsonNode cancelled = awaitEvents("appointment.cancelled", 1).get(0);

        assertThat(Instant.parse(moved.path("scheduledAt").asText()))
                .isEqualTo(TOMORROW.plusHours(2).toInstant());
        assertThat(cancelled.path("id").asText()).isEqualTo("gcal_" + id);
        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void theHubsOwnWritesAreNoNews() {
        Connected one = connectBothWays();

        product("appointment.created", appointment("appt_1", TOMORROW));
        awaitOnly(one, any -> true);
        product("appointment.updated", "{\"id\":\"appt_1\",\"notes\":\"changed\"}");
        awaitOnly(one, event -> event.path("description").asText().endsWith("changed"));
        tasks.scheduleNow(CalendarTasks.SYNC, one.tenant().id(), one.id());
        awaitQuiet(one);

        assertThat(events("appointment.created")).hasSize(1);
        assertThat(events("appointment.updated")).hasSize(1);
    }

    @Test
    void anEventOfWhichTheProductMakesItsOwnAppointmentIsTheSame() {
        Connected one = connectBothWays();
        String id = one.calendar()
                .create("Dentist", TOMORROW, HALF_AN_HOUR)
                .path("id")
                .asText();
        awaitEvents("appointment.created", 1);

        product(
                "appointment.updated",
                "{\"id\":\"appt_7\",\"googleEventId\":\"" + id + "\",\"title\":\"Dentist, second floor\"}");

        awaitOnly(one, event -> event.path("summary").asText().equals("Dentist, second floor"));
        one.calendar().delete(id);
        assertThat(awaitEvents("appointment.cancelled", 1).get(0).path("id").asText())
                .isEqualTo("appt_7");
    }

    @Test
    void theLaterOfTwoChangesCounts() {
        Connected one = connectBothWays();
        google.dropsNotices(true);
        product("appointment.created", appointment("appt_1", TOMORROW));
        String id = awaitOnly(one, any -> true).path("id").asText();
        awaitQuiet(one);

        one.calendar().rename(id, "Moved by a person");
        // It happened before the person's change, and is heard after it.
        product("appointment.updated", Instant.now().minusSeconds(60), "{\"id\":\"appt_1\",\"customerName\":\"Old\"}");
        awaitQuiet(one);
        assertThat(one.calendar().event(id).path("summary").asText()).isEqualTo("Moved by a person");

        product("appointment.updated", appointment("appt_1", TOMORROW.plusHours(1)));

        awaitOnly(one, event -> event.path("summary").asText().equals("Appointment with John Doe"));
    }

    @Test
    void skipsRecurringAndAllDayEventsAndSaysSoOnce() {
        Connected one = connectBothWays();

        String day = one.calendar()
                .createAllDay(
                        "Holiday", LocalDate.now().plusDays(2), LocalDate.now().plusDays(3))
                .path("id")
                .asText();
        one.calendar().createRecurring("Stand-up", TOMORROW, HALF_AN_HOUR, "RRULE:FREQ=DAILY;COUNT=5");
        one.calendar().rename(day, "Holiday");
        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);

        assertThat(awaitEvents("appointment.created", 1).get(0).path("title").asText())
                .isEqualTo("Dentist");
        awaitQuiet(one);
        assertThat(log(one).stream().filter(line -> line.startsWith("Skipped")))
                .containsExactlyInAnyOrder(
                        "Skipped the event 'Holiday' of Google Calendar: it has no time of day",
                        "Skipped the event 'Stand-up' of Google Calendar: it recurs");
        assertThat(events("appointment.created")).hasSize(1);
    }

    @Test
    void whatWasInTheCalendarBeforeBecomesNoAppointmentUntilItIsChanged() {
        Connected one = connect(SyncMode.ONE_WAY);
        String id =
                one.calendar().create("Old", TOMORROW, HALF_AN_HOUR).path("id").asText();

        setMode(one, SyncMode.TWO_WAY);
        awaitChannel(one);
        awaitQuiet(one);
        assertThat(events("appointment.created")).isEmpty();

        one.calendar().rename(id, "Not so old");
        assertThat(awaitEvents("appointment.created", 1).get(0).path("title").asText())
                .isEqualTo("Not so old");
    }

    @Test
    void switchingBackToOneWayTakesEffectAtOnce() {
        Connected one = connectBothWays();

        setMode(one, SyncMode.ONE_WAY);

        await().atMost(PATIENCE).until(() -> google.channels().stream().noneMatch(channel -> isOf(one, channel)));
        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);
        product("appointment.created", appointment("appt_1", TOMORROW));
        await().atMost(PATIENCE).until(() -> one.calendar().events().size() == 2);
        awaitQuiet(one);
        assertThat(events("appointment.created")).hasSize(1);
        assertThat(tasks.of(one.id())).doesNotContain(CalendarTasks.SYNC);
    }

    @Test
    void readsTheCalendarAnewWhenGoogleHasForgottenWhereTheHubStood() {
        Connected one = connectBothWays();
        product("appointment.created", appointment("appt_1", TOMORROW));
        product("appointment.created", appointment("appt_2", TOMORROW.plusHours(1)));
        await().atMost(PATIENCE).until(() -> one.calendar().events().size() == 2);
        awaitQuiet(one);
        google.dropsNotices(true);
        List<ObjectNode> both = one.calendar().events();

        one.calendar().delete(both.get(0).path("id").asText());
        one.calendar().rename(both.get(1).path("id").asText(), "Renamed");
        one.calendar().create("New", TOMORROW.plusHours(3), HALF_AN_HOUR);
        one.calendar().expireSyncTokens();
        tasks.scheduleNow(CalendarTasks.SYNC, one.tenant().id(), one.id());

        awaitEvents("appointment.cancelled", 1);
        assertThat(awaitEvents("appointment.updated", 1).get(0).path("title").asText())
                .isEqualTo("Renamed");
        assertThat(awaitEvents("appointment.created", 3).get(2).path("title").asText())
                .isEqualTo("New");
    }

    @Test
    void readsAllPages() {
        Connected one = connectBothWays();
        google.dropsNotices(true);
        for (int i = 0; i < 230; i++) {
            one.calendar().create("Event " + i, TOMORROW.plusMinutes(i), HALF_AN_HOUR);
        }

        tasks.scheduleNow(CalendarTasks.SYNC, one.tenant().id(), one.id());

        awaitEvents("appointment.created", 230);
    }

    @Test
    void doesWithoutAChannelWhereGoogleRefusesTheAddress() {
        google.wantsHttpsChannels(true);

        Connected one = connect(SyncMode.TWO_WAY);

        await().atMost(PATIENCE)
                .until(() -> log(one).stream().anyMatch(line -> line.contains("opens no push channel")));
        await().atMost(PATIENCE).until(() -> hasPosition(one));
        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);
        tasks.scheduleNow(CalendarTasks.SYNC, one.tenant().id(), one.id());
        awaitEvents("appointment.created", 1);
    }

    @Test
    void renewsAChannelBeforeItEndsTheOldOne() {
        Connected one = connectBothWays();
        Channel old = awaitChannel(one);

        tasks.scheduleNow(CalendarTasks.CHANNEL, one.tenant().id(), one.id());

        await().atMost(PATIENCE)
                .until(
                        () -> google.channels().stream()
                                .filter(channel -> isOf(one, channel))
                                .toList(),
                        open -> open.size() == 1 && !open.get(0).id().equals(old.id()));
        List<String> calls = google.calls(GoogleCall::isCalendar).stream()
                .map(Call::path)
                .filter(path -> path.endsWith("/watch") || path.endsWith("/stop"))
                .toList();
        assertThat(calls.get(calls.size() - 2)).endsWith("/watch");
        assertThat(calls.get(calls.size() - 1)).endsWith("/stop");
    }

    @Test
    void believesNoNoticeThatDoesNotProveItself() {
        Connected one = connectBothWays();
        Channel channel = awaitChannel(one);
        awaitQuiet(one);
        google.forgetCalls();

        assertThat(google.sendForgedNotice(channel, "guessed")).isEqualTo(404);
        assertThat(google.sendForgedNotice(channel, null)).isEqualTo(404);
        assertThat(google.sendForgedNotice(otherResource(channel), channel.token()))
                .isEqualTo(404);
        assertThat(google.sendForgedNotice(otherId(channel), channel.token())).isEqualTo(404);

        assertThat(google.count(GoogleCall::isEventList)).isZero();
        assertThat(google.sendForgedNotice(channel, channel.token())).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> google.count(GoogleCall::isEventList) > 0);
    }

    @Test
    void aCalendarOfAnotherTenantIsNotTold() {
        Connected one = connectBothWays();
        Connected other = connect(newTenant(), SyncMode.TWO_WAY);

        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);
        awaitEvents("appointment.created", 1);

        awaitQuiet(other);
        assertThat(other.calendar().events()).isEmpty();
    }

    @Test
    void theTenantsOtherCalendarGetsWhatBeganInTheFirst() {
        Connected one = connectBothWays();
        Connected second = connect(SyncMode.ONE_WAY);

        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);

        awaitOnly(second, event -> event.path("summary").asText().equals("Dentist"));
        awaitQuiet(one);
        assertThat(one.calendar().events()).hasSize(1);
    }

    @Test
    void disconnectingEndsChannelAndTokens() {
        Connected one = connectBothWays();

        connections.delete(one.tenant(), one.id());

        await().atMost(PATIENCE).until(() -> google.channels().stream().noneMatch(channel -> isOf(one, channel)));
        await().atMost(PATIENCE).until(() -> !google.isGranted(one.email()));
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM appointment WHERE connection_id = ?", Integer.class, one.id()))
                .isZero();
    }

    @Test
    void goesOnAfterGoogleWasDown() {
        Connected one = connectBothWays();
        google.failNext(2, GoogleCall::isEventList, GoogleFault.UNAVAILABLE);

        one.calendar().create("Dentist", TOMORROW, HALF_AN_HOUR);

        awaitEvents("appointment.created", 1);
    }

    private Connected connectBothWays() {
        Connected one = connect(SyncMode.TWO_WAY);
        awaitChannel(one);
        await().atMost(PATIENCE).until(() -> hasPosition(one));
        awaitQuiet(one);
        return one;
    }

    private boolean hasPosition(Connected one) {
        return database.queryForObject(
                        "SELECT count(*) FROM calendar_sync WHERE connection_id = ? AND sync_token IS NOT NULL",
                        Integer.class,
                        one.id())
                == 1;
    }

    private static Channel awaitChannel(Connected one) {
        return await().atMost(PATIENCE)
                .until(
                        () -> google.channels().stream()
                                .filter(channel -> isOf(one, channel))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    private static boolean isOf(Connected one, Channel channel) {
        return channel.calendar().equals(one.email());
    }

    private static Channel otherResource(Channel channel) {
        return new Channel(
                channel.id(),
                "another",
                channel.resourceUri(),
                channel.calendar(),
                channel.address(),
                channel.token(),
                channel.expiration());
    }

    private static Channel otherId(Channel channel) {
        return new Channel(
                "00000000-0000-4000-8000-000000000000",
                channel.resourceId(),
                channel.resourceUri(),
                channel.calendar(),
                channel.address(),
                channel.token(),
                channel.expiration());
    }

    private static String appointment(String id, ZonedDateTime at) {
        return "{\"id\":\"" + id + "\",\"customerName\":\"John Doe\",\"scheduledAt\":\"" + at.toInstant()
                + "\",\"duration\":30,\"title\":null,\"description\":null,\"notes\":null}";
    }

    /** @return the data of this test's tenant's events of a type, in their order */
    private List<JsonNode> events(String type) {
        return database
                .queryForList(
                        "SELECT data FROM event WHERE tenant_id = ? AND type = ? ORDER BY id",
                        String.class,
                        tenant.id(),
                        type)
                .stream()
                .map(this::parsed)
                .toList();
    }

    private List<JsonNode> awaitEvents(String type, int count) {
        return await().atMost(PATIENCE).until(() -> events(type), found -> found.size() == count);
    }
}
