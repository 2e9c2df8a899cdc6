package dev.serai.api.callnfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.Receiver;
import dev.serai.Receiver.Arrival;
import dev.serai.api.ContractFile;
import dev.serai.api.ContractFile.Operation;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import dev.serai.refusal.Unauthorized;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import dev.serai.webhook.DeadLetterFilter;
import dev.serai.webhook.DeadLetters;
import dev.serai.webhook.RestHooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Zapier subscribes, gets a user's events as requirement document 001 prints them, and is told no more. */
class ZapierHooksIT extends RunningHub {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ContractFile CONTRACT = ContractFile.of("callnfy");
    private static final String TARGET = "https://hooks.zapier.com/hooks/standard/123/abc/";

    private final String user = someone();
    private final List<Receiver> receivers = new ArrayList<>();

    @Autowired
    private Tenants tenants;

    @Autowired
    private RestHooks hooks;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private JdbcTemplate database;

    @AfterEach
    void leaveNothingBehind() {
        revoke(user);
        receivers.forEach(Receiver::close);
    }

    static List<String> printedEvents() {
        return List.of(
                """
                {"event":"appointment.created","timestamp":"2025-12-22T10:45:00.000Z","data":{"id":"appt_123",\
                "customerId":"cust_456","customerName":"John Doe","customerPhone":"+44 7700 900123",\
                "scheduledAt":"2025-12-23T14:00:00.000Z","duration":30,"status":"scheduled","notes":"First consultation"}}""",
                """
                {"event":"appointment.cancelled","timestamp":"2025-12-22T10:50:00.000Z","data":{"id":"appt_123",\
                "customerId":"cust_456","customerName":"John Doe","cancelledAt":"2025-12-22T10:50:00.000Z",\
                "reason":"Customer requested cancellation"}}""",
                """
                {"event":"appointment.completed","timestamp":"2025-12-22T11:00:00.000Z","data":{"id":"appt_123",\
                "customerId":"cust_456","customerName":"John Doe","completedAt":"2025-12-22T11:00:00.000Z","duration":30}}""",
                """
                {"event":"call.received","timestamp":"2025-12-22T11:05:00.000Z","data":{"id":"call_789",\
                "customerId":"cust_456","customerName":"John Doe","customerPhone":"+44 7700 900123","duration":180,\
                "recordingUrl":"https://api.callnfy.com/recordings/call_789.mp3","transcript":"Full call transcript...",\
                "sentiment":"positive"}}""");
    }

    @ParameterizedTest
    @MethodSource("printedEvents")
    void anEventReachesZapierExactlyAsPrintedWithTheKeyInItsHeader(String printed) {
        Receiver zapier = receiver();
        String key = key(user);
        subscribe(user, key, zapier.url(), Reply.parsed(printed).path("event").asText());

        Reply accepted = send(Request.of("POST", "/events").bearing(token(user)).json(printed));

        assertThat(accepted.json().path("deliveries").asInt()).isEqualTo(1);
        Arrival arrival = zapier.awaitArrivals(1).get(0);
        assertThat(arrival.text()).isEqualTo(printed);
        assertThat(arrival.header("X-Callnfy-Key")).isEqualTo(key);
        assertThat(arrival.header("Content-Type")).isEqualTo("application/json");
        assertThat(arrival.method()).isEqualTo("POST");
    }

    @Test
    void anEventThatIsTriggeredReachesZapier() {
        Receiver zapier = receiver();
        subscribe(user, key(user), zapier.url(), "call.received");
        String token = token(Map.of("sub", user, "permissions", List.of("integrations:update")));

        Reply triggered = send(Request.of("POST", "/api/webhooks/trigger")
                .bearing(token)
                .json("{\"event\":\"call.received\",\"data\":{\"id\":\"call_789\"}}"));

        assertThat(triggered.status()).as(triggered.body()).isEqualTo(200);
        JsonNode body = Reply.parsed(zapier.awaitArrivals(1).get(0).text());
        assertThat(body.fieldNames()).toIterable().containsExactly("event", "timestamp", "data");
        assertThat(body.path("timestamp").asText()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
        assertThat(body.at("/data/id").asText()).isEqualTo("call_789");
    }

    @Test
    void anEventThatComesInWithTheKeyReachesZapier() {
        Receiver zapier = receiver();
        String key = key(user);
        subscribe(user, key, zapier.url(), "call.received");

        bring(user, key, "call.received", 1);

        assertThat(zapier.awaitArrivals(1)).hasSize(1);
    }

    @Test
    void aDeliveryIsSignedAndCountedAsEveryOther() {
        Receiver zapier = receiver().answersInTurn(500, 200);
        String key = key(user);
        String hook = subscribe(user, key, zapier.url(), "call.received");
        bring(user, key, "call.received", 1);

        List<Arrival> arrivals = zapier.awaitArrivals(2);

        assertThat(arrivals)
                .extracting(arrival -> arrival.header("X-Webhook-Attempt"))
                .containsExactly("1", "2");
        assertThat(arrivals)
                .extracting(arrival -> arrival.header("webhook-id"))
                .containsOnly(arrivals.get(0).header("webhook-id"));
        assertThat(arrivals.get(0).header("webhook-signature")).startsWith("v1,");
        assertThat(arrivals.get(0).header("X-Webhook-Signature")).matches("[0-9a-f]{64}");
        assertThat(arrivals.get(0).header("X-Webhook-Id")).isEqualTo(hook);
        await().atMost(PATIENCE).until(() -> database.queryForList(
                        "SELECT a.response_status FROM attempt a JOIN delivery d ON d.id = a.delivery_id"
                                + " WHERE d.webhook_id = ? ORDER BY a.number",
                        Integer.class,
                        UUID.fromString(hook))
                .equals(List.of(500, 200)));
    }

    @Test
    void aDeliveryThatFailsForTheLastTimeIsADeadLetter() {
        Receiver zapier = receiver().answers(500);
        String key = key(user);
        String hook = subscribe(user, key, zapier.url(), "call.received");
        database.update("UPDATE webhook SET retry_attempts = 1 WHERE id = ?", UUID.fromString(hook));
        bring(user, key, "call.received", 1);

        await().atMost(PATIENCE)
                .until(() -> deadLetters
                                .find(tenant(), new DeadLetterFilter(null, null, null, null), 10, null)
                                .size()
                        == 1);
    }

    @Test
    void waitsAsLongAsZapierAsksWith429() {
        Receiver zapier = receiver().behaves(Receiver.status(429, "Retry-After", "3600"));
        String key = key(user);
        String hook = subscribe(user, key, zapier.url(), "call.received");
        bring(user, key, "call.received", 1);
        zapier.awaitArrivals(1);

        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(database.queryForObject(
                        "SELECT held_until > now() + interval '59 minutes' FROM webhook_health WHERE webhook_id = ?",
                        Boolean.class,
                        UUID.fromString(hook))));
        assertThat(hooks(user, key)).hasSize(1);
    }

    @Test
    void theSameTargetAndEventAreTheSameHookInAnySpelling() {
        String key = key(user);

        String first = subscribe(user, key, TARGET, "call.received");

        assertThat(subscribe(user, key, TARGET, "call.received")).isEqualTo(first);
        assertThat(subscribe(user, key, TARGET.replace("hooks.zapier", "HOOKS.Zapier"), "call.received"))
                .isEqualTo(first);
        assertThat(subscribe(user, key, TARGET, "appointment.created")).isNotEqualTo(first);
        assertThat(subscribe(user, key, TARGET + "2", "call.received")).isNotEqualTo(first);
        assertThat(hooks(user, key)).hasSize(3);
    }

    @Test
    void subscriptionsAtOnceAreOneHook() {
        String key = key(user);

        List<String> told = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> subscribe(user, key, TARGET, "call.received"))
                .toList();

        assertThat(new TreeSet<>(told)).hasSize(1);
    }

    @Test
    void aHookIsListedWithWhatItWasSubscribedWith() {
        String key = key(user);
        String id = subscribe(user, key, TARGET, "call.received");

        JsonNode hook = hooks(user, key).get(0);

        assertThat(hook.path("id").asText()).isEqualTo(id);
        assertThat(hook.path("event").asText()).isEqualTo("call.received");
        assertThat(hook.path("targetUrl").asText()).isEqualTo(TARGET);
        assertThat(hook.path("createdAt").asText()).endsWith("Z");
    }

    @Test
    void anUnsubscribedHookGetsNothingMore() {
        Receiver zapier = receiver().answers(500);
        String key = key(user);
        String id = subscribe(user, key, zapier.url(), "call.received");
        bring(user, key, "call.received", 1);
        zapier.awaitArrivals(1);

        Reply deleted = keyed("DELETE", user, "/hooks/" + id, key);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(hooks(user, key)).isEmpty();
        assertThat(bring(user, key, "call.received", 2)
                        .json()
                        .at("/data/deliveries")
                        .asInt(-1))
                .isZero();
        zapier.staysSilent(Duration.ofSeconds(3));
        checked("callnfy-deleteHook", keyed("DELETE", user, "/hooks/" + id, key), 404);
    }

    @Test
    void a410UnsubscribesTheHookAndEndsWhatIsUnderWay() {
        CountDownLatch turnedOff = new CountDownLatch(1);
        Receiver zapier = receiver().behaves((arrival, exchange) -> {
            awaitOpen(turnedOff);
            Receiver.status(410).answer(arrival, exchange);
        });
        String key = key(user);
        String id = subscribe(user, key, zapier.url(), "call.received");
        String other = subscribe(user, key, receiver().url(), "call.received");
        for (int i = 0; i < 40; i++) {
            bring(user, key, "call.received", i);
        }
        List<Arrival> before = zapier.awaitArrivals(16);
        turnedOff.countDown();

        await().atMost(PATIENCE)
                .until(() -> hooks(user, key).findValuesAsText("id").equals(List.of(other)));
        await().atMost(PATIENCE)
                .until(() -> database.queryForObject(
                                "SELECT count(*) FROM delivery_due WHERE webhook_id = ?",
                                Integer.class,
                                UUID.fromString(id))
                        == 0);
        zapier.staysSilent(Duration.ofSeconds(2));
        assertThat(zapier.arrivals()).hasSameSizeAs(before);
        assertThat(bring(user, key, "call.received", 99)
                        .json()
                        .at("/data/deliveries")
                        .asInt())
                .isEqualTo(1);
        assertThat(subscribe(user, key, zapier.url(), "call.received")).isNotEqualTo(id);
    }

    @Test
    void revokingTheKeyWhileABacklogWaitsStopsEverything() {
        Receiver zapier = receiver().hangs();
        String key = key(user);
        String id = subscribe(user, key, zapier.url(), "call.received");
        for (int i = 0; i < 40; i++) {
            bring(user, key, "call.received", i);
        }
        List<Arrival> before = zapier.awaitArrivals(16);

        assertThat(revoke(user).status()).isEqualTo(200);
        zapier.answers(200);

        zapier.staysSilent(Duration.ofSeconds(3));
        assertThat(zapier.arrivals()).hasSameSizeAs(before);
        assertThat(keyed("GET", user, "/hooks", key).status()).isEqualTo(401);
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM webhook WHERE id = ?", Integer.class, UUID.fromString(id)))
                .isZero();
        JsonNode status = get("/integrations/status", token(user)).json();
        assertThat(status.at("/data/zapier")).isEqualTo(Reply.parsed("{\"connected\":false}"));
    }

    @Test
    void aNewKeyStartsWithoutHooks() {
        Receiver zapier = receiver();
        subscribe(user, key(user), zapier.url(), "call.received");
        revoke(user);

        String key = key(user);

        assertThat(hooks(user, key)).isEmpty();
        assertThat(bring(user, key, "call.received", 1)
                        .json()
                        .at("/data/deliveries")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void whoStillHoldsTheOldKeyCannotSubscribeWithTheNewOne() {
        key(user);
        UUID old = database.queryForObject("SELECT id FROM api_key WHERE tenant_id = ?", UUID.class, tenant().id());
        revoke(user);
        String key = key(user);

        assertThatThrownBy(() -> hooks.subscribe(tenant(), old, TARGET, "call.received"))
                .isInstanceOf(Unauthorized.class);
        assertThat(hooks(user, key)).isEmpty();
    }

    @Test
    void samplesAreTheUsersEventsAsPushedWithAnIdTheNewestFirst() {
        Receiver zapier = receiver();
        String key = key(user);
        subscribe(user, key, zapier.url(), "call.received");
        bring(user, key, "call.received", 1);
        bring(user, key, "appointment.created", 2);
        bring(user, key, "call.received", 3);
        bring(someone(), null, "call.received", 4);

        Reply reply = checked("callnfy-listSamples", keyed("GET", user, "/samples/call.received", key), 200);

        assertThat(reply.json().findValuesAsText("number")).containsExactly("3", "1");
        assertThat(new TreeSet<>(reply.json().findValuesAsText("id"))).hasSize(2);
        List<JsonNode> pushed = zapier.awaitArrivals(2).stream()
                .map(arrival -> Reply.parsed(arrival.text()))
                .toList();
        assertThat(reply.json()).allSatisfy(sample -> {
            ObjectNode shape = sample.deepCopy();
            shape.remove("id");
            assertThat(pushed).contains(shape);
        });
    }

    @ParameterizedTest
    @MethodSource("printedEvents")
    void theOneSampleWithoutEventsIsThePrintedOne(String printed) {
        String event = Reply.parsed(printed).path("event").asText();

        Reply reply = checked("callnfy-listSamples", keyed("GET", user, "/samples/" + event, key(user)), 200);

        ObjectNode expected = Reply.parsed(printed).deepCopy();
        expected.put("id", "sample-" + event);
        assertThat(reply.json()).hasSize(1);
        assertThat(reply.json().get(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call.recieved", "contact.created", "*"})
    void thereAreNoSamplesOfAnEventThatZapierDoesNotGet(String event) {
        Reply reply = checked("callnfy-listSamples", keyed("GET", user, "/samples/" + event, key(user)), 400);

        assertThat(reply.json().at("/error/message").asText()).startsWith("event must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call.recieved", "contact.created", "delivery.exhausted", ""})
    void namesTheEventThatCannotBeSubscribed(String event) {
        Reply reply = checked("callnfy-acceptEvent", post(user, key(user), TARGET, event), 400);

        assertThat(reply.json().at("/error/message").asText())
                .isEqualTo("event must be one of appointment.created, appointment.cancelled, appointment.completed,"
                        + " call.received");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://hooks.zapier.com/1",
                "https://10.0.0.1/hook",
                "https://169.254.169.254/latest/meta-data",
                "https://[::ffff:10.0.0.1]/",
                "https://user:word@hooks.zapier.com/",
                "https:///nowhere",
                "hooks.zapier.com",
                ""
            })
    void namesTheTargetThatCannotBeSubscribed(String target) {
        String key = key(user);

        Reply reply = checked("callnfy-acceptEvent", post(user, key, target, "call.received"), 400);

        assertThat(reply.json().at("/error/message").asText()).startsWith("targetUrl must ");
        assertThat(hooks(user, key)).isEmpty();
    }

    @Test
    void namesTheEventThatASubscriptionLacks() {
        Reply reply = send(Request.of("POST", "/webhooks/zapier/" + user)
                .with("X-Callnfy-Key", key(user))
                .json("{\"targetUrl\":\"" + TARGET + "\"}"));

        checked("callnfy-acceptEvent", reply, 400);
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("event is required");
    }

    @Test
    void aRepeatedSubscriptionUnderOneIdempotencyKeyIsAnsweredAsTheFirstTime() {
        Request request = Request.of("POST", "/webhooks/zapier/" + user)
                .with("X-Callnfy-Key", key(user))
                .with("Idempotency-Key", "once");

        Reply first = send(request.json(subscription(TARGET, "call.received")));
        Reply again = send(request.json(subscription(TARGET, "call.received")));
        Reply other = send(request.json(subscription(TARGET, "appointment.created")));

        assertThat(checked("callnfy-acceptEvent", first, 201).json()).isEqualTo(again.json());
        checked("callnfy-acceptEvent", other, 409);
    }

    @Test
    void theKeyTellsWhoseItIs() {
        Reply reply = checked("callnfy-checkKey", keyed("GET", user, "/me", key(user)), 200);

        assertThat(reply.json()).isEqualTo(Reply.parsed("{\"id\":\"" + user + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/hooks", "/samples/call.received"})
    void onlyThisUsersKeyOpensWhatIsThisUsers(String path) {
        key(user);
        String other = someone();

        assertThat(keyed("GET", user, path, key(other)).status()).isEqualTo(401);
        assertThat(keyed("GET", other, path, key(user)).status()).isEqualTo(401);
        assertThat(keyed("GET", user, path, "czp_").status()).isEqualTo(401);
        assertThat(get("/webhooks/zapier/" + user + path, token(user)).status()).isEqualTo(401);
    }

    @Test
    void anotherUsersHookIsNotFoundAndStays() {
        String key = key(user);
        String id = subscribe(user, key, TARGET, "call.received");
        String other = someone();

        for (String unknown : List.of(id, "42", UUID.randomUUID().toString())) {
            checked("callnfy-deleteHook", keyed("DELETE", other, "/hooks/" + unknown, key(other)), 404);
        }
        assertThat(hooks(other, key(other))).isEmpty();
        assertThat(hooks(user, key)).hasSize(1);
    }

    @Test
    void aHookIsNoneOfTheWebhooksThatItsOwnerRegistered() {
        String id = subscribe(user, key(user), TARGET, "call.received");
        String token = token(Map.of("sub", user, "permissions", List.of("integrations:read", "integrations:delete")));

        assertThat(get("/api/webhooks/", token).body()).doesNotContain(id);
        assertThat(get("/api/webhooks/" + id, token).status()).isEqualTo(404);
        assertThat(send(Request.of("DELETE", "/api/webhooks/" + id).bearing(token))
                        .status())
                .isEqualTo(404);
        assertThat(hooks(user, key(user))).hasSize(1);
    }

    @Test
    void whatAReceiverRepeatsOfTheKeyIsNotInTheLogNorAnywhereElseInClear() {
        Receiver echo = receiver().behaves((arrival, exchange) -> Receiver.answer(
                        "1".equals(arrival.header("X-Webhook-Attempt")) ? 500 : 200,
                        "{\"headers\":{\"X-Callnfy-Key\":\"" + arrival.header("X-Callnfy-Key") + "\"}}")
                .answer(arrival, exchange));
        String key = key(user);
        String id = subscribe(user, key, echo.url(), "call.received");
        bring(user, key, "call.received", 1);
        echo.awaitArrivals(2);

        await().atMost(PATIENCE).until(() -> answers(id)
                .equals(List.of(
                        "{\"headers\":{\"X-Callnfy-Key\":\"********\"}}",
                        "{\"headers\":{\"X-Callnfy-Key\":\"********\"}}")));
        for (String table : database.queryForList(
                "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p')"
                        + " AND c.relnamespace = 'public'::regnamespace",
                String.class)) {
            assertThat(database.queryForObject(
                            "SELECT count(*) FROM " + table + " AS row WHERE strpos(row::text, ?) > 0",
                            Integer.class,
                            key))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void subscribingAndUnsubscribingIsInTheAuditLogOnceEach() {
        String key = key(user);
        String id = subscribe(user, key, TARGET, "call.received");
        subscribe(user, key, TARGET, "call.received");
        keyed("DELETE", user, "/hooks/" + id, key);

        JsonNode audit = get("/audit?subjectType=webhook", token(user)).json();

        assertThat(audit.findValuesAsText("action")).containsExactly("deleted", "created");
        assertThat(audit.findValuesAsText("subjectId")).containsOnly(id);
        assertThat(audit.findValuesAsText("actor")).allMatch(actor -> actor.matches("key:[0-9a-f-]{36}"));
    }

    private List<String> answers(String hook) {
        return database.queryForList(
                "SELECT a.response_body FROM attempt a JOIN delivery d ON d.id = a.delivery_id"
                        + " WHERE d.webhook_id = ? ORDER BY a.number",
                String.class,
                UUID.fromString(hook));
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Receiver receiver() {
        Receiver receiver = new Receiver();
        receivers.add(receiver);
        return receiver;
    }

    private Tenant tenant() {
        return tenants.meet(TenantKind.USER, user);
    }

    private String key(String user) {
        return send(Request.of("POST", "/integrations/zapier/generate-key").bearing(token(user)))
                .json()
                .at("/data/apiKey")
                .asText();
    }

    private Reply revoke(String user) {
        return send(Request.of("DELETE", "/integrations/zapier/revoke-key").bearing(token(user)));
    }

    private String subscribe(String user, String key, String target, String event) {
        Reply reply = checked("callnfy-acceptEvent", post(user, key, target, event), 201);
        return reply.json().path("id").asText();
    }

    private Reply post(String user, String key, String target, String event) {
        return send(Request.of("POST", "/webhooks/zapier/" + user)
                .with("X-Callnfy-Key", key)
                .json(subscription(target, event)));
    }

    private static String subscription(String target, String event) {
        return "{\"targetUrl\":\"" + target + "\",\"event\":\"" + event + "\"}";
    }

    private JsonNode hooks(String user, String key) {
        return checked("callnfy-listHooks", keyed("GET", user, "/hooks", key), 200)
                .json();
    }

    /** @param key the user's key; null: the one that the user has */
    private Reply bring(String user, String key, String event, int number) {
        Reply reply = send(Request.of("POST", "/webhooks/zapier/" + user)
                .with("X-Callnfy-Key", key == null ? key(user) : key)
                .json("{\"event\":\"" + event + "\",\"data\":{\"number\":" + number + "}}"));
        return checked("callnfy-acceptEvent", reply, 202);
    }

    private Reply keyed(String method, String user, String path, String key) {
        return send(Request.of(method, "/webhooks/zapier/" + user + path).with("X-Callnfy-Key", key));
    }

    /** Every answer here is one that the contract declares. */
    private static Reply checked(String operationId, Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        Operation operation = CONTRACT.operations().stream()
                .filter(declared -> declared.id().equals(operationId))
                .findFirst()
                .orElseThrow();
        CONTRACT.check(operation, reply);
        return reply;
    }
}
