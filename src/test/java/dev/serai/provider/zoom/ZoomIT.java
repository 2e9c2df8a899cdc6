package dev.serai.provider.zoom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.Connections;
import dev.serai.connection.HealthStatus;
import dev.serai.connection.Slot;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A user's meetings of Zoom, through the {@code personal} contract. */
class ZoomIT extends RunningHub {

    private final String person = someone();
    private final ZoomStandIn.Account account = ZOOM.addAccount();

    @Autowired
    private Connections connections;

    @Autowired
    private Tenants tenants;

    @Autowired
    private ConnectionHealth health;

    @Autowired
    private JdbcTemplate database;

    @BeforeEach
    void setZoomUp() {
        setUp(account.clientId(), account.clientSecret(), account.id()).expect(200);
    }

    @AfterEach
    void leaveZoomWell() {
        ZOOM.faults().clear();
        assertThat(ZOOM.defects()).isEmpty();
    }

    @Test
    void refusesASecretThatIsWrong() {
        Reply refused = setUp(account.clientId(), "made-up", account.id());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("invalid_client");
    }

    @Test
    void refusesAnAccountThatIsAnothers() {
        assertThat(setUp(account.clientId(), account.clientSecret(), "another").status())
                .isEqualTo(400);
    }

    @Test
    void schedulesTellsChangesAndDeletesAMeeting() {
        JsonNode made = ask(
                        "POST",
                        "/meetings",
                        "{\"topic\":\"Planning\",\"type\":2,\"start_time\":\"2027-05-04T09:00:00Z\",\"duration\":30}")
                .expect(201)
                .json();
        String id = made.path("id").asText();

        assertThat(made.path("join_url").asText()).startsWith("https://zoom.us/j/");
        assertThat(ask("PATCH", "/meetings/" + id, "{\"topic\":\"Planning again\"}")
                        .expect(200)
                        .text("message"))
                .isEqualTo("Zoom meeting updated");
        assertThat(ask("GET", "/meetings/" + id, null).expect(200).text("topic"))
                .isEqualTo("Planning again");
        ask("DELETE", "/meetings/" + id, null).expect(200);
        Reply gone = ask("GET", "/meetings/" + id, null);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text("detail")).isEqualTo("Zoom has no such meeting");
        assertThat(database.queryForList(
                        "SELECT action FROM audit_entry WHERE subject_type = 'zoom_meeting' AND subject_id = ? ORDER BY id",
                        String.class,
                        id))
                .containsExactly("created", "updated", "deleted");
        assertThat(database.queryForList(
                        "SELECT message FROM connection_log WHERE connection_id = ?", String.class, connectionId()))
                .contains("Meeting scheduled", "Meeting changed", "Meeting deleted");
    }

    @Test
    void listsMeetingsPageByPage() {
        for (int i = 0; i < 5; i++) {
            account.schedule("Meeting " + i);
        }
        List<String> topics = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    ask("GET", "/meetings?page_size=2" + next, null).expect(200).json();
            page.path("meetings")
                    .forEach(meeting -> topics.add(meeting.path("topic").asText()));
            String token = page.path("next_page_token").asText();
            next = token.isEmpty() ? "" : "&next_page_token=" + token;
        } while (!next.isEmpty());

        assertThat(topics).containsExactly("Meeting 0", "Meeting 1", "Meeting 2", "Meeting 3", "Meeting 4");
    }

    @Test
    void tellsWhoseZoomItIs() {
        assertThat(ask("GET", "/me", null).expect(200).text("email")).isEqualTo("ada@example.com");
    }

    @Test
    void getsOneNewTokenForAllWhoNeedIt() throws Exception {
        String meeting = account.schedule("Planning");
        long before = tokenCalls();
        ZOOM.expireTokens(account);
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            List<Future<Reply>> replies =
                    callers.invokeAll(Collections.nCopies(10, () -> ask("GET", "/meetings/" + meeting, null)));

            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isEqualTo(200);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(tokenCalls() - before).isEqualTo(1);
    }

    @Test
    void hasToBeSetUpAgainWhenTheAppIsGone() {
        ZOOM.deactivate(account);

        Reply refused = ask("GET", "/me", null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("connect the integration again");
        assertThat(health.of(tenant().id(), connectionId()).status()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void tellsHowLongToWaitWhenTheLimitOfADayIsReached() {
        account.writesLeft(0);

        Reply refused = ask("POST", "/meetings", "{\"topic\":\"One too many\"}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_500, 3_600);
        assertThat(refused.text("detail")).contains("daily rate limit");
    }

    @Test
    void saysWhatZoomDoesNotLike() {
        ZOOM.faults()
                .add(
                        1,
                        mine("/v2/users/me/meetings"),
                        Fault.status(400, Map.of(), "{\"code\":300,\"message\":\"Validation Failed: agenda\"}"));

        Reply refused = ask("POST", "/meetings", "{\"topic\":\"Planning\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("Validation Failed: agenda");
    }

    @Test
    void schedulesNothingTwiceWhenAnAnswerIsLost() {
        ZOOM.faults().add(1, mine("/v2/users/me/meetings"), Fault.LOST_ANSWER);

        assertThat(ask("POST", "/meetings", "{\"topic\":\"Planning\"}").status())
                .isEqualTo(503);
        assertThat(ZOOM.calls().stream()
                        .filter(call ->
                                call.method().equals("POST") && call.body().contains("Planning"))
                        .filter(mine("/v2/users/me/meetings")))
                .hasSize(1);
    }

    @Test
    void saysThatZoomIsNotSetUp() {
        Reply reply = send("GET", "/integrations/zoom/meetings", token(someone()), null);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("detail")).isEqualTo("Zoom integration is not set up");
    }

    private long tokenCalls() {
        return ZOOM.calls().stream()
                .filter(call ->
                        call.path().equals("/oauth/token") && call.body().contains(account.id()))
                .count();
    }

    /** @return whether a call is of this test's account, to this path */
    private Predicate<Call> mine(String path) {
        return call -> call.path().equals(path) && ZOOM.isOf(account, call);
    }

    private Reply setUp(String clientId, String clientSecret, String accountId) {
        return send(
                "POST",
                "/integrations/zoom_integration_setup",
                token(person),
                "{\"client_id\":\"%s\",\"client_secret\":\"%s\",\"account_id\":\"%s\"}"
                        .formatted(clientId, clientSecret, accountId));
    }

    private Reply ask(String method, String path, @Nullable String body) {
        return send(method, "/integrations/zoom" + path, token(person), body);
    }

    private Tenant tenant() {
        return tenants.meet(TenantKind.USER, person);
    }

    private UUID connectionId() {
        return connections.find(tenant(), Slot.ofProvider("zoom")).orElseThrow().id();
    }
}
