package dev.serai.provider.calendly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.call.Actions;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.HealthStatus;
import dev.serai.health.HealthChecks;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.standin.Fault;
import dev.serai.sync.RecordReads;
import dev.serai.sync.SyncRecord;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.UriComponentsBuilder;

/** Calendly through the hub: what a user can do with it, what is synced, and how it fares when Calendly does not. */
class CalendlyIT extends CalendlyHub {

    private static final Instant LONG_AGO = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant SOON = Instant.parse("2027-02-01T10:00:00Z");

    @Autowired
    private RecordReads reads;

    @Autowired
    private Actions actions;

    @Autowired
    private ConnectionHealth health;

    @Autowired
    private HealthChecks checks;

    // Setting up

    @Test
    void refusesATokenThatCalendlyDoesNotKnow() {
        Reply refused = setUp("no token of theirs");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("Authentication failed");
    }

    @Test
    void isHealthyOnceSetUp() {
        assertThat(health.of(tenant().id(), connectionId()).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(logged()).contains("Connected: the provider accepts the credentials");
    }

    // What a user can do

    @Test
    void tellsWhoseCalendlyItIs() {
        Reply me = ask("GET", "/me", null).expect(200);

        assertThat(me.json().at("/resource/uri").asText()).isEqualTo(user.uri());
    }

    @Test
    void listsEventTypesPageByPage() {
        for (int i = 0; i < 5; i++) {
            user.addEventType("Type " + i, LONG_AGO);
        }
        List<String> names = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    ask("GET", "/event_types?count=2" + next, null).expect(200).json();
            page.path("collection").forEach(type -> names.add(type.path("name").asText()));
            assertThat(page.path("pagination").has("next_page")).isFalse();
            String token = page.at("/pagination/next_page_token").asText("");
            next = token.isEmpty() || token.equals("null") ? "" : "&page_token=" + token;
        } while (!next.isEmpty());

        assertThat(names).containsExactly("Type 0", "Type 1", "Type 2", "Type 3", "Type 4");
    }

    @Test
    void narrowsScheduledEventsDown() {
        String early = user.book("Early", SOON, LONG_AGO);
        String late = user.book("Late", SOON.plus(Duration.ofDays(9)), LONG_AGO);
        user.cancel(early, LONG_AGO);

        JsonNode active = ask("GET", "/scheduled_events?status=active", null).json();
        JsonNode before = ask("GET", "/scheduled_events?max_start_time=2027-02-03T00:00:00Z", null)
                .json();

        assertThat(active.path("collection")).hasSize(1);
        assertThat(active.at("/collection/0/uri").asText()).endsWith(late);
        assertThat(before.path("collection")).hasSize(1);
        assertThat(before.at("/collection/0/uri").asText()).endsWith(early);
    }

    @Test
    void tellsAnEventAndWhoHasBookedIt() {
        String event = user.book("Meeting", SOON, LONG_AGO);

        assertThat(ask("GET", "/scheduled_events/" + event, null)
                        .json()
                        .at("/resource/name")
                        .asText())
                .isEqualTo("Meeting");
        assertThat(ask("GET", "/scheduled_events/" + event + "/invitees", null)
                        .json()
                        .at("/collection/0/email")
                        .asText())
                .isEqualTo("guest@example.com");
    }

    @Test
    void cancelsAnEventOnce() {
        String event = user.book("Meeting", SOON, LONG_AGO);
        String path = "/scheduled_events/" + event + "/cancellation";

        Reply cancelled = ask("POST", path, "{\"reason\":\"I am ill\"}").expect(200);
        Reply again = ask("POST", path, null);

        assertThat(cancelled.json().at("/resource/reason").asText()).isEqualTo("I am ill");
        assertThat(user.status(event)).isEqualTo("canceled");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("detail")).contains("Event is already canceled");
        assertThat(logged()).contains("Scheduled event cancelled");
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM audit_entry WHERE subject_id = ?", Integer.class, event))
                .isEqualTo(1);
    }

    @Test
    void saysThatCalendlyIsNotSetUp() {
        Reply reply = send("GET", "/integrations/calendly/me", token(someone()), null);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("detail")).isEqualTo("Calendly integration is not set up");
    }

    // Syncing

    @Test
    void readsEverythingToTheEndAndThenOnlyWhatHasChanged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            ids.add(user.book("Event " + i, SOON.plus(Duration.ofHours(i)), LONG_AGO.plusSeconds(i)));
        }

        Outcome all = read("scheduled_events", null);
        user.cancel(ids.get(17), LONG_AGO.plusSeconds(500));
        String booked = user.book("New", SOON, LONG_AGO.plusSeconds(501));
        Outcome changes = read("scheduled_events", all.cursor());

        assertThat(all.ids()).containsExactlyElementsOf(ids);
        assertThat(calls("/scheduled_events").get(0).parameter("count")).isEqualTo("100");
        // What changed last is within a read of changes, since another change may have the same moment.
        assertThat(changes.ids()).containsExactlyInAnyOrder(ids.get(17), booked, ids.get(229));
    }

    @Test
    void readsEventTypesByTheirChangesToo() {
        user.addEventType("Old", LONG_AGO);
        Outcome all = read("event_types", null);
        String added = user.addEventType("New", LONG_AGO.plusSeconds(1));

        Outcome changes = read("event_types", all.cursor());

        assertThat(all.records()).hasSize(1);
        assertThat(changes.ids()).contains(added.substring(added.lastIndexOf('/') + 1));
    }

    // When Calendly does not do what it should

    @Test
    void saysThatTheIntegrationHasToBeSetUpAgainWhenTheTokenIsTakenBack() {
        CALENDLY.expireTokens(user);

        Reply refused = ask("GET", "/me", null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("connect the integration again");
        assertThat(health.of(tenant().id(), connectionId()).status()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void waitsAsLongAsCalendlyAsks() {
        CALENDLY.faults().add(1, mine("/event_types"), tooMany("1"));

        ask("GET", "/event_types", null).expect(200);

        assertThat(calls("/event_types")).hasSize(2);
    }

    @Test
    void tellsHowLongToWaitWhenThatIsLong() {
        CALENDLY.faults().add(1, mine("/event_types"), tooMany("40"));

        Reply refused = ask("GET", "/event_types", null);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(30, 40);
    }

    @Test
    void asksAgainWhenCalendlyHasAFault() {
        CALENDLY.faults().add(1, mine("/event_types"), Fault.status(502));

        ask("GET", "/event_types", null).expect(200);
    }

    @Test
    void isUnavailableWhileCalendlyIs() {
        CALENDLY.faults().add(Integer.MAX_VALUE, mine("/event_types"), Fault.status(503));

        assertThat(ask("GET", "/event_types", null).status()).isEqualTo(503);
    }

    @Test
    void doesNotCancelTwiceWhenAnAnswerIsLost() {
        String event = user.book("Meeting", SOON, LONG_AGO);
        CALENDLY.faults().add(1, mine("/scheduled_events/" + event), Fault.LOST_ANSWER);

        Reply lost = ask("POST", "/scheduled_events/" + event + "/cancellation", "{}");

        assertThat(lost.status()).isEqualTo(503);
        assertThat(calls("/scheduled_events/" + event)).hasSize(1);
    }

    @Test
    void takesNoAnswerThatIsNoJson() {
        CALENDLY.faults().add(Integer.MAX_VALUE, mine("/event_types"), Fault.GARBAGE);

        assertThat(ask("GET", "/event_types", null).status()).isEqualTo(503);
    }

    // OAuth

    @Test
    void refreshesATokenOnceForAllWhoNeedIt() throws Exception {
        Tenant organization = tenants.meet(TenantKind.ORGANIZATION, someone());
        UUID connection = authorised(organization);
        long before = refreshes();
        CALENDLY.expireTokens(user);
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            List<Future<JsonNode>> answers = callers.invokeAll(
                    Collections.nCopies(10, () -> actions.run(organization.id(), connection, "calendly-me", Map.of())));

            for (Future<JsonNode> answer : answers) {
                assertThat(answer.get().at("/resource/uri").asText()).isEqualTo(user.uri());
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(refreshes() - before).isEqualTo(1);
    }

    @Test
    void hasToBeAuthorisedAgainWhenTheRefreshTokenIsGone() {
        Tenant organization = tenants.meet(TenantKind.ORGANIZATION, someone());
        UUID connection = authorised(organization);
        CALENDLY.revoke(user);

        assertThatThrownBy(() -> actions.run(organization.id(), connection, "calendly-me", Map.of()))
                .isInstanceOfSatisfying(
                        ProviderFault.class, fault -> assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE));
    }

    private static long refreshes() {
        return CALENDLY.calls().stream()
                .filter(call ->
                        call.path().equals("/oauth/token") && call.body().contains("refresh_token"))
                .count();
    }

    /** @return a connection that its owner has agreed to in the browser */
    private UUID authorised(Tenant organization) {
        String owner = token(Map.of(
                "organizationId",
                organizationName(organization),
                "permissions",
                List.of("integrations:create", "integrations:update")));
        String id = http.post(
                        owner,
                        "/framework/api/v1/integrations",
                        "{\"name\":\"Calendly\",\"provider\":\"calendly\",\"authType\":\"oauth2\"}")
                .expect(201)
                .text("id");
        String path = "/framework/api/v1/integrations/" + id + "/oauth/";
        String state = UriComponentsBuilder.fromUriString(
                        http.get(owner, path + "authorize").expect(200).text("authUrl"))
                .build()
                .getQueryParams()
                .getFirst("state");
        http.post(owner, path + "callback", "{\"code\":\"" + CALENDLY.code(user) + "\",\"state\":\"" + state + "\"}")
                .expect(200);
        return UUID.fromString(id);
    }

    private String organizationName(Tenant organization) {
        return database.queryForObject("SELECT external_id FROM tenant WHERE id = ?", String.class, organization.id());
    }

    private static Fault tooMany(String seconds) {
        return Fault.status(
                429,
                Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", seconds),
                "{\"title\":\"Too Many Requests\",\"message\":\"You have exceeded the rate limit.\"}");
    }

    /** All that a read came to. */
    private record Outcome(List<SyncRecord> records, @Nullable String cursor) {

        List<String> ids() {
            return records.stream().map(SyncRecord::id).toList();
        }
    }

    private Outcome read(String type, @Nullable String cursor) {
        List<SyncRecord> records = new ArrayList<>();
        String at = cursor;
        RecordReads.Page page;
        do {
            page = reads.read(tenant().id(), connectionId(), type, at, Map.of(), 1_000);
            records.addAll(page.records());
            at = page.cursor();
        } while (page.hasMore());
        return new Outcome(records, at);
    }
}
