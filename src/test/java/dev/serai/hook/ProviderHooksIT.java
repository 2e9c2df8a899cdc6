package dev.serai.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import dev.serai.event.EventTypes;
import dev.serai.provider.hubspot.HubspotStandIn;
import dev.serai.provider.zoom.ZoomStandIn;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What comes in at the entrance for providers, and what does not, by the example of Zoom's webhooks. */
class ProviderHooksIT extends RunningHub {

    private static final String SECRET = "zoom-secret-token";
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Clock clock;

    @Autowired
    private EventTypes types;

    @Autowired
    private HookReceipts receipts;

    @Test
    void bringsInAnEventThatProvesToBeTheProviders() throws Exception {
        String connection = zoom(SECRET);

        Reply reply = tell(connection, started("85746065432"));

        assertThat(reply.expect(200).text("status")).isEqualTo("accepted");
        JsonNode data = json.readTree(events(connection).get(0));
        assertThat(data.path("connectionId").asText()).isEqualTo(connection);
        assertThat(data.path("provider").asText()).isEqualTo("zoom");
        assertThat(data.path("event").asText()).isEqualTo("meeting.started");
        assertThat(data.path("meetingId").asText()).isEqualTo("85746065432");
        assertThat(data.at("/payload/object/topic").asText()).isEqualTo("Planung für Übermorgen");
        assertThat(database.queryForObject(
                        "SELECT type || ' ' || occurred_at::text FROM event WHERE data LIKE ?",
                        String.class,
                        "%" + connection + "%"))
                .startsWith("zoom.meeting.started 2026-05-01 10:00:00");
    }

    @Test
    void deliversItToTheTenantsWebhooks() {
        String token = token(Map.of("organizationId", someone(), "permissions", List.of("integrations:create")));
        http.post(
                        token,
                        "/framework/api/v1/integrations/webhooks",
                        "{\"name\":\"Zoom\",\"url\":\"" + receiverAnswering(200)
                                + "\",\"events\":[\"zoom.meeting.started\"]}")
                .expect(201);
        String connection = zoom(token, SECRET);

        tell(connection, started("1")).expect(200);

        assertThat(database.queryForObject(
                        """
                        SELECT count(*) FROM event e WHERE data LIKE ? AND (
                            EXISTS (SELECT FROM delivery_due d WHERE d.event_id = e.id)
                            OR EXISTS (SELECT FROM delivery d WHERE d.event_id = e.id))
                        """,
                        Integer.class,
                        "%" + connection + "%"))
                .isEqualTo(1);
    }

    @Test
    void leavesARowInTheConnectionsLog() {
        String connection = zoom(SECRET);

        tell(connection, started("1")).expect(200);

        assertThat(database.queryForList(
                        "SELECT message FROM connection_log WHERE connection_id = ?::uuid", String.class, connection))
                .contains("The provider told of zoom.meeting.started");
    }

    @Test
    void refusesAReplayOfTheSameCall() {
        String connection = zoom(SECRET);
        Request call = call(connection, SECRET, started("1"), clock.instant());
        send(call).expect(200);

        Reply again = send(call);

        assertThat(again.status()).isEqualTo(409);
        assertThat(events(connection)).hasSize(1);
    }

    @Test
    void takesAnEventOnceThatTheProviderSendsAgain() {
        String connection = zoom(SECRET);
        send(call(connection, SECRET, started("1"), clock.instant())).expect(200);

        Reply again =
                send(call(connection, SECRET, started("1"), clock.instant().plusSeconds(1)));

        assertThat(again.expect(200).text("status")).isEqualTo("duplicate");
        assertThat(events(connection)).hasSize(1);
    }

    @Test
    void takesACallOnceThatComesManyTimesAtOnce() throws Exception {
        String connection = zoom(SECRET);
        Request call = call(connection, SECRET, started("1"), clock.instant());
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Reply>> replies = callers.invokeAll(Collections.nCopies(16, () -> send(call)));

            int taken = 0;
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isIn(200, 409);
                taken += reply.get().status() == 200 ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
        assertThat(events(connection)).hasSize(1);
    }

    @Test
    void givesTheSameAnswerToWhoeverProvesNothing() {
        String connection = zoom(SECRET);
        String body = started("1");
        Instant now = clock.instant();

        List<Reply> refused = List.of(
                send(call(connection, "another secret", body, now)),
                send(call(connection, SECRET, body, now.minusSeconds(301))),
                send(call(connection, SECRET, body, now.plusSeconds(302))),
                send(call(NOBODY, SECRET, body, now)),
                send(call("no-id", SECRET, body, now)),
                send(call(zoom(null), SECRET, body, now)),
                send(call(zoom(null), "", body, now)),
                send(call(connection, SECRET, body, now).at("/hooks/nobody/" + connection)),
                send(call(connection, SECRET, body, now).at("/hooks/calendly/" + connection)),
                send(call(connection, SECRET, body, now).at("/hooks/smtp/" + connection)),
                send(Request.of("POST", "/hooks/zoom/" + connection)),
                send(call(connection, SECRET, body, now).json(body.replace("started", "ended"))));

        assertThat(refused).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.body()).isEqualTo(refused.get(0).body());
        });
        assertThat(events(connection)).isEmpty();
    }

    @Test
    void anotherConnectionsSecretIsNoProof() {
        String one = zoom(SECRET);
        String other = zoom("the other's secret");

        assertThat(send(call(one, "the other's secret", started("1"), clock.instant()))
                        .status())
                .isEqualTo(401);
        assertThat(send(call(other, SECRET, started("1"), clock.instant())).status())
                .isEqualTo(401);
    }

    @Test
    void answersTheHandshake() {
        String connection = zoom(SECRET);
        String body =
                "{\"payload\":{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"},\"event_ts\":1654503849680,\"event\":\"endpoint.url_validation\"}";

        Reply reply = tell(connection, body).expect(200);

        assertThat(reply.text("plainToken")).isEqualTo("qgg8vlvZRS6UYooatFL8Aw");
        assertThat(reply.text("encryptedToken")).isEqualTo(Signed.hex(SECRET, "qgg8vlvZRS6UYooatFL8Aw"));
        assertThat(events(connection)).isEmpty();
    }

    @Test
    void signsNothingForWhoeverProvesNothing() {
        String connection = zoom(SECRET);
        String body = "{\"payload\":{\"plainToken\":\"v0:1:{}\"},\"event\":\"endpoint.url_validation\"}";

        assertThat(send(call(connection, "a guess", body, clock.instant())).status())
                .isEqualTo(401);
    }

    @Test
    void takesAndLeavesWhatTheHubHasNoTypeFor() {
        String connection = zoom(SECRET);

        Reply reply = tell(connection, "{\"event\":\"user.updated\",\"event_ts\":1,\"payload\":{}}");

        assertThat(reply.expect(200).text("status")).isEqualTo("ignored");
        assertThat(events(connection)).isEmpty();
    }

    @Test
    void leavesWhatIsToldOfAConnectionThatIsSwitchedOff() {
        String token = token(Map.of(
                "organizationId", someone(), "permissions", List.of("integrations:create", "integrations:update")));
        String connection = zoom(token, SECRET);
        http.put(token, "/framework/api/v1/integrations/" + connection, "{\"status\":\"inactive\"}")
                .expect(200);

        assertThat(tell(connection, started("1")).expect(200).text("status")).isEqualTo("ignored");
        assertThat(events(connection)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "é", "{\"event\":"})
    void refusesABodyThatIsNoJson(String body) {
        String connection = zoom(SECRET);

        Reply reply = tell(connection, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(events(connection)).isEmpty();
    }

    @Test
    void forgetsWhatNobodySendsAgain() {
        String connection = zoom(SECRET);
        tell(connection, started("1")).expect(200);
        database.update(
                "UPDATE hook_receipt SET taken_at = now() - interval '31 days' WHERE connection_id = ?::uuid",
                connection);

        receipts.expire();

        assertThat(database.queryForObject(
                        "SELECT count(*) FROM hook_receipt WHERE connection_id = ?::uuid", Integer.class, connection))
                .isZero();
    }

    @Test
    void makesTheTypesOfProvidersKnown() {
        assertThatCode(() -> {
                    types.require("event", "zoom.meeting.ended");
                    types.require("event", "calendly.invitee.created");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void takesCallsOfManyEventsEachOnce() throws Exception {
        String token = token(Map.of("organizationId", someone(), "permissions", List.of("integrations:create")));
        String connection = http.post(
                        token,
                        "/framework/api/v1/integrations",
                        "{\"name\":\"HubSpot\",\"provider\":\"hubspot\",\"authType\":\"oauth2\"}")
                .expect(201)
                .text("id");

        Reply first = send(asHubspot(connection, "[" + created(1, 0) + "," + created(2, 0) + "]"));
        Reply second = send(asHubspot(connection, "[" + created(2, 1) + "," + created(3, 0) + "]"));
        Reply third = send(asHubspot(connection, "[" + created(3, 1) + "]"));

        assertThat(first.expect(200).text("status")).isEqualTo("accepted");
        assertThat(second.expect(200).text("status")).isEqualTo("accepted");
        assertThat(third.expect(200).text("status")).isEqualTo("duplicate");
        List<String> events = database.queryForList(
                "SELECT data FROM event WHERE type = 'hubspot.contact.created' AND data LIKE ? ORDER BY id",
                String.class,
                "%" + connection + "%");
        assertThat(events).hasSize(3);
        assertThat(json.readTree(events.get(2)).path("objectId").asInt()).isEqualTo(3);
    }

    private static String created(int id, int attempt) {
        return "{\"eventId\":" + id + ",\"subscriptionId\":9,\"objectId\":" + id + ",\"attemptNumber\":" + attempt
                + ",\"subscriptionType\":\"contact.creation\",\"occurredAt\":1777629600000}";
    }

    private Request asHubspot(String connection, String body) {
        String timestamp = Long.toString(clock.instant().toEpochMilli());
        String text = "POSThttps://api.callnfy.com/hooks/hubspot/" + connection + body + timestamp;
        return Request.of("POST", "/hooks/hubspot/" + connection)
                .json(body)
                .with("X-HubSpot-Request-Timestamp", timestamp)
                .with(
                        "X-HubSpot-Signature-v3",
                        Base64.getEncoder().encodeToString(Signed.hmac(HubspotStandIn.CLIENT_SECRET, text)));
    }

    private Reply tell(String connection, String body) {
        return send(call(connection, SECRET, body, clock.instant()));
    }

    private static Request call(String connection, String secret, String body, Instant at) {
        Request request = Request.of("POST", "/hooks/zoom/" + connection).json(body);
        for (Map.Entry<String, String> header :
                Signed.asZoom(secret.isEmpty() ? "-" : secret, body, at).entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return request;
    }

    private static String started(String meeting) {
        return "{\"event\":\"meeting.started\",\"payload\":{\"account_id\":\"a\",\"object\":{\"id\":\"" + meeting
                + "\",\"uuid\":\"u==\",\"topic\":\"Planung für Übermorgen\",\"type\":2}},\"event_ts\":1777629600000}";
    }

    private String zoom(@Nullable String secret) {
        return zoom(token(Map.of("organizationId", someone(), "permissions", List.of("integrations:create"))), secret);
    }

    private String zoom(String token, @Nullable String secret) {
        ZoomStandIn.Account account = ZOOM.addAccount();
        return http.post(
                        token,
                        "/framework/api/v1/integrations",
                        ("{\"name\":\"Zoom\",\"provider\":\"zoom\",\"authType\":\"oauth2\",\"config\":{"
                                        + "\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"accountId\":\"%s\"%s}}")
                                .formatted(
                                        account.clientId(),
                                        account.clientSecret(),
                                        account.id(),
                                        secret == null ? "" : ",\"webhookSecret\":\"" + secret + "\""))
                .expect(201)
                .text("id");
    }

    /** @return the data of the events that a connection has brought in */
    private List<String> events(String connection) {
        return database.queryForList(
                "SELECT data FROM event WHERE type LIKE 'zoom.%' AND data LIKE ? ORDER BY id",
                String.class, "%" + connection + "%");
    }
}
