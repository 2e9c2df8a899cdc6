package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.auth.oauth2.BearerToken;
import com.google.api.client.auth.oauth2.ClientParametersAuthentication;
import com.google.api.client.auth.oauth2.Credential;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stand-in carries events as Google Calendar does, towards Google's own Java client. */
class GoogleStandInTest extends WithGoogle {

    private final Tokens tokens = google.grant(ANNA);
    private final Calendar client = client(tokens.access());

    @Test
    void carriesAnEventThroughItsLife() throws IOException {
        Event made = client.events()
                .insert("primary", meeting("abc12", "Fitting"))
                .setSendUpdates("all")
                .execute();
        Event read = client.events().get(ANNA, "abc12").execute();
        Event patched = client.events()
                .patch("primary", "abc12", new Event().setLocation("Room 1"))
                .execute();
        Event updated = client.events()
                .update("primary", "abc12", meeting(null, "Final fitting"))
                .execute();
        client.events().delete("primary", "abc12").execute();

        assertThat(made.getStatus()).isEqualTo("confirmed");
        assertThat(made.getOrganizer().getEmail()).isEqualTo(ANNA);
        assertThat(made.getICalUID()).isEqualTo("abc12@google.com");
        assertThat(made.getHtmlLink()).isNotEmpty();
        assertThat(read).isEqualTo(made);
        assertThat(patched.getSummary()).isEqualTo("Fitting");
        assertThat(patched.getLocation()).isEqualTo("Room 1");
        assertThat(updated.getSummary()).isEqualTo("Final fitting");
        assertThat(updated.getLocation()).isNull();
        assertThat(List.of(made.getEtag(), patched.getEtag(), updated.getEtag()))
                .doesNotHaveDuplicates();
        assertThat(client.events().get("primary", "abc12").execute().getStatus())
                .isEqualTo("cancelled");
        assertThat(human.events()).isEmpty();
        assertThat(google.calls(GoogleCall::isEventWrite)).hasSize(4);
        assertThat(google.calls(GoogleCall::isEventWrite).get(0).parameter("sendUpdates"))
                .isEqualTo("all");
    }

    @Test
    void showsTimesInTheCalendarsZoneAndKeepsTheEventsOwn() throws IOException {
        Event event = new Event().setStart(at("2026-05-01T09:00:00.000Z", "America/New_York"));
        event.setEnd(at("2026-05-01T10:00:00.000Z", "America/New_York"));

        Event made = client.events().insert("primary", event).execute();

        assertThat(made.getStart().getDateTime().toStringRfc3339()).isEqualTo("2026-05-01T10:00:00.000+01:00");
        assertThat(made.getStart().getTimeZone()).isEqualTo("America/New_York");
    }

    @Test
    void keepsPrivatePropertiesAndFindsEventsByThem() throws IOException {
        Event marked = meeting("abc12", "Ours")
                .setExtendedProperties(new Event.ExtendedProperties().setPrivate(Map.of("hub", "42", "origin", "hub")));
        client.events().insert("primary", marked).execute();
        client.events().insert("primary", meeting("abc13", "Theirs")).execute();
        client.events()
                .patch(
                        "primary",
                        "abc12",
                        new Event()
                                .setExtendedProperties(new Event.ExtendedProperties().setPrivate(Map.of("hub", "43"))))
                .execute();

        Events found = client.events()
                .list("primary")
                .setPrivateExtendedProperty(List.of("hub=43"))
                .execute();

        assertThat(found.getItems()).hasSize(1);
        assertThat(found.getItems().get(0).getExtendedProperties().getPrivate())
                .isEqualTo(Map.of("hub", "43", "origin", "hub"));
        assertThat(found.getNextSyncToken()).isNull();
    }

    @Test
    void refusesAnIdThatExistsOrExisted() throws IOException {
        client.events().insert("primary", meeting("abc12", "One")).execute();
        assertRefused(client.events().insert("primary", meeting("abc12", "Two")), 409, "duplicate");

        client.events().delete("primary", "abc12").execute();

        assertRefused(client.events().insert("primary", meeting("abc12", "Three")), 409, "duplicate");
    }

    @Test
    void refusesAnIdOutOfItsAlphabet() throws IOException {
        assertRefused(client.events().insert("primary", meeting("xyz-1", "One")), 400, "invalid");
    }

    @Test
    void bringsADeletedEventBackByAnUpdate() throws IOException {
        client.events().insert("primary", meeting("abc12", "One")).execute();
        client.events().delete("primary", "abc12").execute();

        client.events().update("primary", "abc12", meeting("abc12", "One")).execute();

        assertThat(human.events()).hasSize(1);
    }

    @Test
    void refusesToDeleteTwice() throws IOException {
        client.events().insert("primary", meeting("abc12", "One")).execute();
        client.events().delete("primary", "abc12").execute();

        assertRefused(client.events().delete("primary", "abc12"), 410, "deleted");
        assertRefused(client.events().delete("primary", "never1"), 404, "notFound");
    }

    @Test
    void refusesAWriteOverANewerVersion() throws IOException {
        Event made = client.events().insert("primary", meeting("abc12", "One")).execute();
        human.rename("abc12", "The human's");

        Calendar.Events.Patch patch = client.events().patch("primary", "abc12", new Event().setSummary("Ours"));
        patch.setRequestHeaders(new HttpHeaders().setIfMatch(made.getEtag()));

        assertRefused(patch, 412, "conditionNotMet");
        String etag = client.events().get("primary", "abc12").execute().getEtag();
        patch.setRequestHeaders(new HttpHeaders().setIfMatch(etag));
        assertThat(patch.execute().getSummary()).isEqualTo("Ours");
    }

    @Test
    void refusesAnotherUsersCalendar() throws IOException {
        google.addUser(BORIS);

        assertRefused(client.events().list(BORIS), 404, "notFound");
    }

    @Test
    void refusesAnExpiredToken() throws IOException {
        google.expireAccessTokens();

        assertRefused(client.events().list("primary"), 401, "authError");
    }

    @Test
    void refusesATokenWhoseTimeIsOver() throws IOException {
        google.accessTokensLive(HOUR);
        Calendar client = client(google.grant(ANNA).access());
        client.events().list("primary").execute();

        clock.pass(HOUR);

        assertRefused(client.events().list("primary"), 401, "authError");
    }

    @Test
    void letsGooglesCredentialRefreshByItself() throws IOException {
        Credential credential = new Credential.Builder(BearerToken.authorizationHeaderAccessMethod())
                .setTransport(new NetHttpTransport())
                .setJsonFactory(GsonFactory.getDefaultInstance())
                .setTokenServerEncodedUrl(google.tokenUrl())
                .setClientAuthentication(
                        new ClientParametersAuthentication(GoogleStandIn.CLIENT_ID, GoogleStandIn.CLIENT_SECRET))
                .build();
        credential.setAccessToken(tokens.access()).setRefreshToken(tokens.refresh());
        Calendar client = new Calendar.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), credential)
                .setRootUrl(google.url())
                .setApplicationName("test")
                .build();
        google.expireAccessTokens();

        assertThat(client.events().list("primary").execute()).isNotNull();
        assertThat(google.refreshes(tokens.refresh())).isEqualTo(1);
    }

    @Test
    void tellsWhichCalendarsThereAre() throws IOException {
        assertThat(client.calendarList()
                        .list()
                        .setMaxResults(1)
                        .execute()
                        .getItems()
                        .get(0)
                        .getId())
                .isEqualTo(ANNA);
        assertThat(client.calendars().get("primary").execute().getTimeZone()).isEqualTo("Europe/London");
    }

    @Test
    void keepsAllDayEvents() throws IOException {
        human.createAllDay("Holiday", LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 3));

        Event event = client.events().list("primary").execute().getItems().get(0);

        assertThat(event.getStart().getDate().toString()).isEqualTo("2026-05-01");
        assertThat(event.getStart().getDateTime()).isNull();
    }

    @Test
    void expandsRecurringEventsOnDemand() throws IOException {
        String id = human.createRecurring("Standup", MAY_DAY, HOUR, "RRULE:FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3")
                .get("id")
                .asText();

        List<Event> whole = client.events().list("primary").execute().getItems();
        List<Event> instances =
                client.events().list("primary").setSingleEvents(true).execute().getItems();

        assertThat(whole).hasSize(1);
        assertThat(whole.get(0).getRecurrence()).containsExactly("RRULE:FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3");
        assertThat(instances)
                .extracting(Event::getId)
                .containsExactly(id + "_20260501T090000Z", id + "_20260504T090000Z", id + "_20260508T090000Z");
        assertThat(instances).extracting(Event::getRecurringEventId).containsOnly(id);
    }

    @Test
    void cancelsOneInstanceOfARecurringEvent() throws IOException {
        String id = human.createRecurring("Standup", MAY_DAY, HOUR, "RRULE:FREQ=DAILY;COUNT=3")
                .get("id")
                .asText();

        client.events().delete("primary", id + "_20260502T090000Z").execute();

        assertThat(client.events()
                        .list("primary")
                        .setSingleEvents(true)
                        .execute()
                        .getItems())
                .extracting(Event::getId)
                .containsExactly(id + "_20260501T090000Z", id + "_20260503T090000Z");
    }

    @Test
    void listsWhatIsInATimeWindow() throws IOException {
        human.create("Before", MAY_DAY.minusDays(1), HOUR);
        human.create("Within", MAY_DAY, HOUR);
        human.create("After", MAY_DAY.plusDays(1), HOUR);

        List<Event> found = client.events()
                .list("primary")
                .setTimeMin(moment(MAY_DAY.minusHours(1)))
                .setTimeMax(moment(MAY_DAY.plusHours(1)))
                .execute()
                .getItems();

        assertThat(found).extracting(Event::getSummary).containsExactly("Within");
    }

    @Test
    void listsInstancesByTheirStart() throws IOException {
        human.create("Later", MAY_DAY.plusDays(1), HOUR);
        human.create("Earlier", MAY_DAY, HOUR);

        Events first = byStart(null);
        Events second = byStart(first.getNextPageToken());

        assertThat(first.getItems()).extracting(Event::getSummary).containsExactly("Earlier");
        assertThat(second.getItems()).extracting(Event::getSummary).containsExactly("Later");
        assertThat(second.getNextPageToken()).isNull();
        assertThat(second.getNextSyncToken()).isNull();
    }

    private Events byStart(@Nullable String pageToken) throws IOException {
        return client.events()
                .list("primary")
                .setSingleEvents(true)
                .setOrderBy("startTime")
                .setMaxResults(1)
                .setPageToken(pageToken)
                .execute();
    }

    @Test
    void showsDeletedEventsOnDemand() throws IOException {
        String id = human.create("Gone", MAY_DAY, HOUR).get("id").asText();
        human.delete(id);

        assertThat(client.events().list("primary").execute().getItems()).isEmpty();
        Event deleted = client.events()
                .list("primary")
                .setShowDeleted(true)
                .execute()
                .getItems()
                .get(0);
        assertThat(deleted.getStatus()).isEqualTo("cancelled");
        assertThat(deleted.getSummary()).isEqualTo("Gone");
    }

    @Test
    void refusesAnUpdatedMinThatLiesTooFarBack() throws IOException {
        assertRefused(
                client.events().list("primary").setUpdatedMin(moment(MAY_DAY.minusYears(1))),
                410,
                "updatedMinTooLongAgo");
    }

    @Test
    void refusesAnEventThatEndsBeforeItStarts() throws IOException {
        Event event = meeting("abc12", "One").setEnd(at("2026-05-01T08:00:00.000Z", "Europe/London"));

        assertRefused(client.events().insert("primary", event), 400, "timeRangeEmpty");
    }
}
