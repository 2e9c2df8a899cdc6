package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.auth.oauth2.BearerToken;
import com.google.api.client.auth.oauth2.ClientParametersAuthentication;
import com.google.api.client.auth.oauth2.Credential;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.CalendarRequest;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.Events;
import dev.serai.Receiver;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The stand-in behaves as Google's documentation says, towards Google's own Java client where there is one. */
class GoogleStandInTest {

    private static final String ANNA = "anna@example.com";
    private static final String BORIS = "boris@example.com";
    private static final ZonedDateTime MAY_DAY = ZonedDateTime.of(2026, 5, 1, 10, 0, 0, 0, ZoneId.of("Europe/London"));
    private static final Duration HOUR = Duration.ofHours(1);

    private final PassingClock clock = new PassingClock();
    private final GoogleStandIn google = new GoogleStandIn(0, clock);
    private final UserCalendar human = google.addUser(ANNA);
    private final Browser browser = new Browser(google);

    @AfterEach
    void closesWithoutDefects() {
        google.close();
        assertThat(google.defects()).isEmpty();
    }

    @Nested
    class Consent {

        @Test
        void sendsTheBrowserBackWithACodeAndTheState() {
            URI callback = browser.consent(GoogleStandIn.CALENDAR_SCOPE);

            assertThat(callback.toString()).startsWith("http://127.0.0.1:1/callback?");
            assertThat(Browser.parameter(callback, "state")).isEqualTo("a state");
            assertThat(Browser.parameter(callback, "code")).startsWith("4/");
        }

        @Test
        void sendsTheBrowserBackWithAnErrorWhenTheUserDeclines() {
            google.denies();

            URI callback = browser.consent(GoogleStandIn.CALENDAR_SCOPE);

            assertThat(Browser.parameter(callback, "error")).isEqualTo("access_denied");
            assertThat(Browser.parameter(callback, "state")).isEqualTo("a state");
            assertThat(Browser.parameter(callback, "code")).isEmpty();
        }

        @Test
        void showsAnErrorPageInsteadOfARedirectForAnUnknownClient() {
            assertThatThrownBy(() -> browser.consent("email", "client_id", "someone"))
                    .hasMessageContaining("401");
        }

        @Test
        void showsAnErrorPageInsteadOfARedirectToAnUnregisteredAddress() {
            google.registerRedirects("https://hub.example.com/callback");

            assertThatThrownBy(() -> browser.consent("email")).hasMessageContaining("redirect_uri_mismatch");
        }

        @Test
        void asksForAChallengeOfSha256() {
            assertThatThrownBy(() -> browser.consent("email", "code_challenge_method", "plain"))
                    .hasMessageContaining("code_challenge");
        }

        @Test
        void isGivenByTheUserOfTheHint() {
            google.addUser(BORIS);

            Browser.Reply tokens = browser.exchange(browser.consent("openid email", "login_hint", BORIS));

            assertThat(browser.get(google.userinfoUrl(), tokens.text("access_token"))
                            .text("email"))
                    .isEqualTo(BORIS);
        }

        @Test
        void isGivenByTheUserThatTheTestHasChosen() {
            google.addUser(BORIS);
            google.consentsAs(BORIS);

            Browser.Reply tokens = browser.exchange(browser.consent("openid email"));

            assertThat(browser.get(google.userinfoUrl(), tokens.text("access_token"))
                            .text("email"))
                    .isEqualTo(BORIS);
        }

        @Test
        void mayCoverLessThanWasAskedFor() throws IOException {
            google.agreesOnlyTo("email");

            Browser.Reply tokens = browser.exchange(browser.consent("email " + GoogleStandIn.CALENDAR_SCOPE));

            assertThat(tokens.text("scope")).isEqualTo("email");
            Calendar client = client(tokens.text("access_token"));
            assertRefused(client.events().list("primary"), 403, "insufficientPermissions");
        }
    }

    @Nested
    class TokenEndpoint {

        @Test
        void givesBothTokensForACode() {
            Browser.Reply tokens = browser.exchange(browser.consent(GoogleStandIn.CALENDAR_SCOPE));

            assertThat(tokens.status()).isEqualTo(200);
            assertThat(tokens.text("access_token")).startsWith("ya29.");
            assertThat(tokens.text("refresh_token")).startsWith("1//");
            assertThat(tokens.body().get("expires_in").asInt()).isEqualTo(3599);
            assertThat(tokens.text("token_type")).isEqualTo("Bearer");
            assertThat(tokens.text("scope")).isEqualTo(GoogleStandIn.CALENDAR_SCOPE);
        }

        @Test
        void givesNoRefreshTokenAgainUnlessTheUserWasAskedAgain() {
            browser.exchange(browser.consent("email"));

            Browser.Reply again = browser.exchange(browser.consent("email", "prompt", "select_account"));

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body().has("refresh_token")).isFalse();
        }

        @Test
        void takesACodeOnce() {
            URI callback = browser.consent("email");
            browser.exchange(callback);

            assertOauthError(browser.exchange(callback), 400, "invalid_grant");
        }

        @Test
        void refusesAnotherVerifierThanTheChallenge() {
            URI callback = browser.consent("email");

            assertOauthError(browser.exchange(callback, "code_verifier", "another"), 400, "invalid_grant");
        }

        @Test
        void refusesAnotherRedirectAddress() {
            URI callback = browser.consent("email");

            assertOauthError(
                    browser.exchange(callback, "redirect_uri", "http://127.0.0.1:2/"), 400, "redirect_uri_mismatch");
        }

        @Test
        void refusesAWrongSecretAsAFaultOfTheClient() {
            URI callback = browser.consent("email");

            assertOauthError(browser.exchange(callback, "client_secret", "wrong"), 401, "invalid_client");
        }

        @Test
        void refreshesWithoutANewRefreshToken() {
            Tokens tokens = google.grant(ANNA);

            Browser.Reply refreshed = browser.refresh(tokens.refresh());

            assertThat(refreshed.text("access_token")).isNotEqualTo(tokens.access());
            assertThat(refreshed.body().has("refresh_token")).isFalse();
            assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
        }

        @Test
        void killsTheOldRefreshTokenAtOnceWhenItRotates() {
            google.rotatesRefreshTokens(true);
            Tokens tokens = google.grant(ANNA);

            String next = browser.refresh(tokens.refresh()).text("refresh_token");

            assertThat(next).isNotEmpty().isNotEqualTo(tokens.refresh());
            assertOauthError(browser.refresh(tokens.refresh()), 400, "invalid_grant");
            assertThat(browser.refresh(next).status()).isEqualTo(200);
        }

        @Test
        void rotatesEvenWhenItsAnswerIsLost() {
            google.rotatesRefreshTokens(true);
            Tokens tokens = google.grant(ANNA);
            google.failNextToken(1, Fault.LOST_ANSWER);

            assertThatThrownBy(() -> browser.refresh(tokens.refresh())).hasCauseInstanceOf(IOException.class);

            assertThat(google.isLive(tokens.refresh())).isFalse();
            assertThat(google.isGranted(ANNA)).isTrue();
        }

        @Test
        void countsRefreshesAndHowManyRunAtATime() throws Exception {
            google.tokenCallsTake(Duration.ofMillis(200));
            Tokens first = google.grant(ANNA);
            Tokens second = google.grant(ANNA);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<Browser.Reply>> replies = new ArrayList<>();

            for (Tokens tokens : List.of(first, first, first, second)) {
                replies.add(threads.submit(() -> browser.refresh(tokens.refresh())));
            }
            for (Future<Browser.Reply> reply : replies) {
                assertThat(reply.get().status()).isEqualTo(200);
            }
            threads.shutdown();

            assertThat(google.refreshes()).isEqualTo(4);
            assertThat(google.refreshes(first.refresh())).isEqualTo(3);
            assertThat(google.refreshesPerToken()).containsEntry(second.refresh(), 1);
            assertThat(google.maxConcurrentTokenCalls()).isBetween(2, 4);
        }

        @Test
        void failsWithoutSayingThatAnythingWasRevoked() {
            Tokens tokens = google.grant(ANNA);
            google.failNextToken(1, Fault.UNAVAILABLE);

            assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(503);
            assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
        }

        @Test
        void refusesEverythingOfARevokedUserAlone() throws IOException {
            google.addUser(BORIS);
            Tokens anna = google.grant(ANNA);
            Tokens boris = google.grant(BORIS);

            assertThat(browser.revoke(anna.refresh()).status()).isEqualTo(200);

            assertOauthError(browser.refresh(anna.refresh()), 400, "invalid_grant");
            assertRefused(client(anna.access()).events().list("primary"), 401, "authError");
            assertOauthError(browser.revoke(anna.refresh()), 400, "invalid_token");
            assertThat(browser.refresh(boris.refresh()).status()).isEqualTo(200);
            assertThat(client(boris.access()).events().list("primary").execute())
                    .isNotNull();
        }

        @Test
        void refusesWhatTheUserTookBackThemselves() {
            Tokens tokens = google.grant(ANNA);

            google.revokeGrant(ANNA);

            assertOauthError(browser.refresh(tokens.refresh()), 400, "invalid_grant");
        }
    }

    @Nested
    class CalendarApi {

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
            assertThat(google.calls(Call::isEventWrite)).hasSize(4);
            assertThat(google.calls(Call::isEventWrite).get(0).parameter("sendUpdates"))
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
                    .setExtendedProperties(
                            new Event.ExtendedProperties().setPrivate(Map.of("hub", "42", "origin", "hub")));
            client.events().insert("primary", marked).execute();
            client.events().insert("primary", meeting("abc13", "Theirs")).execute();
            client.events()
                    .patch(
                            "primary",
                            "abc12",
                            new Event()
                                    .setExtendedProperties(
                                            new Event.ExtendedProperties().setPrivate(Map.of("hub", "43"))))
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
            Event made =
                    client.events().insert("primary", meeting("abc12", "One")).execute();
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
            assertThat(client.calendars().get("primary").execute().getTimeZone())
                    .isEqualTo("Europe/London");
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
            List<Event> instances = client.events()
                    .list("primary")
                    .setSingleEvents(true)
                    .execute()
                    .getItems();

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

    @Nested
    class Synchronisation {

        private final Calendar client = client(google.grant(ANNA).access());

        @Test
        void givesTheSyncTokenOnTheLastPageOnly() throws IOException {
            for (int i = 0; i < 5; i++) {
                human.create("Event " + i, MAY_DAY.plusDays(i), HOUR);
            }
            List<Event> all = new ArrayList<>();
            Events page = client.events().list("primary").setMaxResults(2).execute();
            all.addAll(page.getItems());
            while (page.getNextPageToken() != null) {
                assertThat(page.getNextSyncToken()).isNull();
                page = client.events()
                        .list("primary")
                        .setMaxResults(2)
                        .setPageToken(page.getNextPageToken())
                        .execute();
                all.addAll(page.getItems());
            }

            assertThat(all).hasSize(5).doesNotHaveDuplicates();
            assertThat(page.getNextSyncToken()).isNotEmpty();
        }

        @Test
        void tellsOnlyWhatHasChangedSinceTheToken() throws IOException {
            human.create("Old", MAY_DAY, HOUR);
            String edited = human.create("Edited", MAY_DAY, HOUR).get("id").asText();
            String deleted = human.create("Deleted", MAY_DAY, HOUR).get("id").asText();
            String token = client.events().list("primary").execute().getNextSyncToken();

            human.rename(edited, "Edited again");
            human.delete(deleted);
            String made = human.create("New", MAY_DAY, HOUR).get("id").asText();
            Events changes = changes(token);

            assertThat(changes.getItems()).extracting(Event::getId).containsExactly(edited, deleted, made);
            assertThat(changes.getItems().get(1).getStatus()).isEqualTo("cancelled");
            assertThat(changes.getItems().get(1).getStart()).isNull();
            assertThat(changes(changes.getNextSyncToken()).getItems()).isEmpty();
        }

        @Test
        void losesNoChangeThatIsMadeWhileItIsPaged() throws IOException {
            String first = human.create("First", MAY_DAY, HOUR).get("id").asText();
            human.create("Second", MAY_DAY, HOUR);
            Events page = client.events().list("primary").setMaxResults(1).execute();
            human.delete(first);
            String token = null;
            while (token == null) {
                page = client.events()
                        .list("primary")
                        .setMaxResults(1)
                        .setPageToken(page.getNextPageToken())
                        .execute();
                token = page.getNextSyncToken();
            }

            assertThat(changes(token).getItems()).extracting(Event::getId).contains(first);
        }

        @Test
        void asksForAFullSyncWhenTheTokenHasExpired() throws IOException {
            String token = client.events().list("primary").execute().getNextSyncToken();
            google.expireSyncTokens();

            assertRefused(client.events().list("primary").setSyncToken(token), 410, "fullSyncRequired");
            assertThat(client.events().list("primary").execute().getNextSyncToken())
                    .isNotEqualTo(token);
        }

        @Test
        void refusesFiltersBesideASyncToken() throws IOException {
            String token = client.events().list("primary").execute().getNextSyncToken();

            assertRefused(
                    client.events().list("primary").setSyncToken(token).setTimeMin(moment(MAY_DAY)), 400, "invalid");
            assertRefused(client.events().list("primary").setSyncToken(token).setQ("x"), 400, "invalid");
            assertRefused(client.events().list("primary").setSyncToken(token).setShowDeleted(false), 400, "invalid");
            assertRefused(client.events().list("primary").setSyncToken("garbage"), 400, "invalid");
        }

        private Events changes(String token) throws IOException {
            return client.events().list("primary").setSyncToken(token).execute();
        }
    }

    @Nested
    class Notification {

        private final Calendar client = client(google.grant(ANNA).access());
        private final Receiver receiver = new Receiver();

        @AfterEach
        void closesTheReceiver() {
            receiver.close();
        }

        @Test
        void announcesItselfAndThenEveryChangeByAnyone() throws IOException {
            com.google.api.services.calendar.model.Channel channel = watch("channel-1");
            human.create("By the human", MAY_DAY, HOUR);
            client.events().insert("primary", meeting("abc12", "By the client")).execute();

            List<Receiver.Arrival> notices = receiver.awaitArrivals(3);

            assertThat(channel.getKind()).isEqualTo("api#channel");
            assertThat(Instant.ofEpochMilli(channel.getExpiration())).isAfter(Instant.now());
            assertThat(notices)
                    .extracting(notice -> notice.header("X-Goog-Resource-State"))
                    .containsExactlyInAnyOrder("sync", "exists", "exists");
            assertThat(notices)
                    .extracting(notice -> notice.header("X-Goog-Message-Number"))
                    .containsExactlyInAnyOrder("1", "2", "3");
            assertThat(notices).allSatisfy(notice -> {
                assertThat(notice.header("X-Goog-Channel-ID")).isEqualTo("channel-1");
                assertThat(notice.header("X-Goog-Channel-Token")).isEqualTo("secret");
                assertThat(notice.header("X-Goog-Channel-Expiration")).endsWith("GMT");
                assertThat(notice.header("X-Goog-Resource-ID")).isEqualTo(channel.getResourceId());
                assertThat(notice.header("X-Goog-Resource-URI")).isEqualTo(channel.getResourceUri());
                assertThat(notice.text()).isEmpty();
            });
        }

        @Test
        void endsWhenItIsStopped() throws IOException {
            com.google.api.services.calendar.model.Channel channel = watch("channel-1");
            receiver.awaitArrivals(1);

            client.channels().stop(identity(channel)).execute();
            human.create("Unseen", MAY_DAY, HOUR);

            assertThat(google.channels()).isEmpty();
            receiver.staysSilent(Duration.ofMillis(200));
            assertRefused(client.channels().stop(identity(channel)), 404, "notFound");
        }

        @Test
        void endsWhenItsTimeIsOver() throws IOException {
            watch("channel-1");
            receiver.awaitArrivals(1);

            clock.pass(HOUR);
            human.create("Unseen", MAY_DAY, HOUR);

            assertThat(google.channels()).isEmpty();
            receiver.staysSilent(Duration.ofMillis(200));
        }

        @Test
        void refusesAChannelIdThatIsTaken() throws IOException {
            watch("channel-1");

            assertRefused(client.events().watch("primary", channel("channel-1")), 400, "channelIdNotUnique");
        }

        @Test
        void isLostWhenTheTestWantsSo() throws IOException {
            watch("channel-1");
            receiver.awaitArrivals(1);
            google.dropsNotices(true);

            human.create("Unseen", MAY_DAY, HOUR);

            receiver.staysSilent(Duration.ofMillis(200));
            assertThat(google.droppedNotices()).isEqualTo(1);
        }

        @Test
        void isRepeatedWhileTheReceiverIsUnavailable() throws IOException {
            receiver.answersInTurn(503, 503, 200);

            watch("channel-1");

            assertThat(receiver.awaitArrivals(3))
                    .extracting(notice -> notice.header("X-Goog-Message-Number"))
                    .containsOnly("1");
        }

        @Test
        void canBeForged() throws IOException {
            watch("channel-1");
            receiver.awaitArrivals(1);
            receiver.answers(403);

            int status = google.sendForgedNotice(google.channels().get(0), "guessed");

            assertThat(status).isEqualTo(403);
            assertThat(receiver.arrivals().get(1).header("X-Goog-Channel-Token"))
                    .isEqualTo("guessed");
        }

        private com.google.api.services.calendar.model.Channel watch(String id) throws IOException {
            return client.events().watch("primary", channel(id)).execute();
        }

        private com.google.api.services.calendar.model.Channel channel(String id) {
            return new com.google.api.services.calendar.model.Channel()
                    .setId(id)
                    .setType("web_hook")
                    .setAddress(receiver.url())
                    .setToken("secret")
                    .setParams(Map.of("ttl", "3600"));
        }

        private com.google.api.services.calendar.model.Channel identity(
                com.google.api.services.calendar.model.Channel channel) {
            return new com.google.api.services.calendar.model.Channel()
                    .setId(channel.getId())
                    .setResourceId(channel.getResourceId());
        }
    }

    @Nested
    class Faults {

        private final Calendar client = client(google.grant(ANNA).access());

        @Test
        void comeAsOftenAsTheyAreAskedFor() throws IOException {
            google.failNext(2, Fault.RATE_LIMIT);

            assertRefused(client.events().list("primary"), 403, "rateLimitExceeded");
            assertRefused(client.events().list("primary"), 403, "rateLimitExceeded");
            assertThat(client.events().list("primary").execute()).isNotNull();
            assertThat(google.faultsMet()).isEqualTo(2);
        }

        @Test
        void lastUntilTheyAreHealed() throws IOException {
            google.fail(Call::isEventWrite, Fault.BACKEND_ERROR);

            assertRefused(client.events().insert("primary", meeting("abc12", "One")), 500, "backendError");
            assertThat(client.events().list("primary").execute().getItems()).isEmpty();
            google.heal();
            assertThat(client.events()
                            .insert("primary", meeting("abc12", "One"))
                            .execute())
                    .isNotNull();
        }

        @Test
        void mayDoTheWriteAndLoseTheAnswer() {
            google.failNext(1, Fault.LOST_ANSWER);

            assertThatThrownBy(() -> client.events()
                            .insert("primary", meeting("abc12", "One"))
                            .execute())
                    .isInstanceOf(IOException.class);

            assertThat(human.events()).hasSize(1);
        }

        @Test
        void mayDoTheWriteAndAnswerWithBrokenJson() {
            google.failNext(1, Fault.GARBAGE);

            assertThatThrownBy(() -> client.events()
                            .insert("primary", meeting("abc12", "One"))
                            .execute())
                    .isNotInstanceOf(GoogleJsonResponseException.class);

            assertThat(human.events()).hasSize(1);
        }

        @Test
        void mayDripTheAnswer() throws IOException {
            google.dripsEvery(Duration.ofMillis(1));
            google.failNext(1, Fault.DRIP);

            assertThat(client.events()
                            .insert("primary", meeting("abc12", "One"))
                            .execute()
                            .getId())
                    .isEqualTo("abc12");
        }

        @Test
        void mayLeaveTheCallerWaiting() {
            google.failNext(1, Fault.HANG);

            assertThatThrownBy(() -> client.events()
                            .insert("primary", meeting("abc12", "One"))
                            .execute())
                    .isInstanceOf(IOException.class);

            assertThat(human.events()).isEmpty();
        }

        @Test
        void comeByChanceInTheSameOrderForTheSameSeed() throws IOException {
            assertThat(outcomes(7)).isEqualTo(outcomes(7)).contains("ok").contains("503");
        }

        private List<String> outcomes(long seed) throws IOException {
            google.heal();
            google.failRandomly(seed, 0.5, Fault.UNAVAILABLE);
            List<String> outcomes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                try {
                    client.events().list("primary").execute();
                    outcomes.add("ok");
                } catch (GoogleJsonResponseException refused) {
                    outcomes.add(String.valueOf(refused.getStatusCode()));
                }
            }
            return outcomes;
        }
    }

    /** A clock that a test can put forward. */
    private static final class PassingClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void pass(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), ahead);
        }
    }

    private Calendar client(String accessToken) {
        return new Calendar.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), request -> {
                    request.getHeaders().setAuthorization("Bearer " + accessToken);
                    request.setReadTimeout(2_000);
                })
                .setRootUrl(google.url())
                .setApplicationName("test")
                .build();
    }

    private static Event meeting(@Nullable String id, String summary) {
        return new Event()
                .setId(id)
                .setSummary(summary)
                .setStart(at("2026-05-01T09:00:00.000Z", "Europe/London"))
                .setEnd(at("2026-05-01T10:00:00.000Z", "Europe/London"));
    }

    private static EventDateTime at(String moment, String zone) {
        return new EventDateTime().setDateTime(DateTime.parseRfc3339(moment)).setTimeZone(zone);
    }

    private static DateTime moment(ZonedDateTime time) {
        return new DateTime(time.toInstant().toEpochMilli());
    }

    private static void assertRefused(CalendarRequest<?> request, int status, String reason) {
        GoogleJsonResponseException refused = catchThrowableOfType(GoogleJsonResponseException.class, request::execute);
        assertThat(refused).isNotNull();
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getDetails().getErrors().get(0).getReason()).isEqualTo(reason);
    }

    private static void assertOauthError(Browser.Reply reply, int status, String error) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("error")).isEqualTo(error);
    }
}
