package dev.serai.api.callnfy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the {@code callnfy} contract does beyond the shapes of its answers. */
class CallnfyIT extends RunningHub {

    private static final String GENERATE = "/integrations/zapier/generate-key";
    private static final String REVOKE = "/integrations/zapier/revoke-key";
    private static final String EVENT = "{\"event\":\"call.received\",\"data\":{\"id\":\"call_789\"}}";

    private final String user = someone();

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcTemplate database;

    @Test
    void keepsAKeyAsItsHashAndSealedButNeverInClear() throws Exception {
        String key = generate(user);

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        List<byte[]> kept = database.query(
                "SELECT sealed FROM api_key WHERE tenant_id = ? AND hash = ?",
                (row, number) -> row.getBytes(1),
                tenant().id(),
                hash);
        assertThat(kept).hasSize(1);
        assertThat(new String(kept.get(0), StandardCharsets.ISO_8859_1)).doesNotContain(key.substring(4));
    }

    @Test
    void aRevokedKeyOpensNothingAndIsNotMadeAgain() {
        String key = generate(user);
        send(Request.of("DELETE", REVOKE).bearing(token(user)));

        assertThat(bring(user, key, EVENT).status()).isEqualTo(401);
        assertThat(generate(user)).isNotEqualTo(key);
    }

    @Test
    void requestsAtOnceGetTheSameKey() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            Callable<String> request = () -> generate(user);
            Set<String> keys = new HashSet<>();
            for (Future<String> key :
                    clients.invokeAll(Stream.generate(() -> request).limit(8).toList())) {
                keys.add(key.get());
            }

            assertThat(keys).hasSize(1);
        } finally {
            clients.shutdown();
        }
    }

    @Test
    void refusesAnotherUsersKey() {
        String key = generate(user);

        Reply reply = bring(someone(), key, EVENT);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"czp_0000000000000000000000000000000000000000", "czp_", "x"})
    void refusesAKeyThatNobodyHas(String key) {
        generate(user);

        assertThat(bring(user, key, EVENT).status()).isEqualTo(401);
    }

    @Test
    void aTokenDoesNotReplaceTheKey() {
        Reply reply = send(Request.of("POST", "/webhooks/zapier/" + user)
                .bearing(token(user))
                .json(EVENT));

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void aKeyIsNoToken() {
        assertThat(get("/integrations/status", generate(user)).status()).isEqualTo(401);
    }

    @Test
    void anEventIsTheUsers() {
        Reply reply = bring(user, generate(user), EVENT);

        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(reply.json().at("/data/deliveries").asInt(-1)).isZero();
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM event WHERE tenant_id = ? AND type = 'call.received'",
                        Integer.class,
                        tenant().id()))
                .isEqualTo(1);
    }

    @Test
    void anEventKeepsItsOwnId() {
        String event = "{\"event\":\"call.received\",\"id\":\"call-1\",\"data\":{}}";

        assertThat(bring(user, generate(user), event).json().at("/data/id").asText())
                .isEqualTo("call-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth0|%s@example.com", "ad/%s", "ad\\%s", "100%%%s", "a;b=%s", "~%s", "ä ?#&+%s", "a\n%s"})
    void aUserWhoseIdNeedsEncodingIsReachedAtTheUrlThatIsTold(String id) {
        String user = id.formatted(someone());
        Reply generated = send(Request.of("POST", GENERATE).bearing(token(user)));
        String url = generated.json().at("/data/webhookUrl").asText();

        Reply reply = send(Request.of("POST", url.substring("https://api.callnfy.com".length()))
                .with("X-Callnfy-Key", generated.json().at("/data/apiKey").asText())
                .json(EVENT));

        assertThat(reply.status()).as(url).isEqualTo(202);
    }

    @Test
    void namesTheDataThatAnEventLacks() {
        Reply reply = bring(user, generate(user), "{\"event\":\"call.received\"}");

        invalid(reply, "data is required", "data");
    }

    @Test
    void namesTheEventThatTheCatalogueLacks() {
        Reply reply = bring(user, generate(user), "{\"event\":\"call.recieved\",\"data\":{}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText()).startsWith("event ");
    }

    @Test
    void namesTheTimestampThatIsNone() {
        Reply reply =
                bring(user, generate(user), "{\"event\":\"call.received\",\"timestamp\":\"yesterday\",\"data\":{}}");

        invalid(reply, "timestamp must be a time such as 2025-11-16T10:30:00Z", "timestamp");
    }

    @Test
    void saysThatAPathIsUnknown() {
        Reply reply = get("/integrations/zapier/nothing", token(user));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("INTEGRATION_NOT_FOUND");
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("Cannot GET /integrations/zapier/nothing");
    }

    @Test
    void aKeyThatCannotBeOpenedIsAFaultInTheContractsWords() {
        generate(user);
        database.update("UPDATE api_key SET sealed = '\\x00' WHERE tenant_id = ?", tenant().id());

        Reply reply = send(Request.of("POST", GENERATE).bearing(token(user)));

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("INTERNAL_ERROR");
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("Failed to generate API key");
    }

    @Test
    void makingAndRevokingAKeyIsInTheAuditLogOnce() {
        String key = generate(user);
        generate(user);
        send(Request.of("DELETE", REVOKE).bearing(token(user)));
        send(Request.of("DELETE", REVOKE).bearing(token(user)));

        Reply audit = get("/audit?subjectType=key", token(user));

        assertThat(audit.json().findValuesAsText("action")).containsExactlyInAnyOrder("revoked", "created");
        assertThat(new HashSet<>(audit.json().findValuesAsText("subjectId"))).hasSize(1);
        assertThat(audit.body()).doesNotContain(key);
    }

    private String generate(String user) {
        return send(Request.of("POST", GENERATE).bearing(token(user)))
                .json()
                .at("/data/apiKey")
                .asText();
    }

    private Reply bring(String user, String key, String event) {
        return send(Request.of("POST", "/webhooks/zapier/" + user)
                .with("X-Callnfy-Key", key)
                .json(event));
    }

    private Tenant tenant() {
        return tenants.meet(TenantKind.USER, user);
    }

    private static void invalid(Reply reply, String message, String field) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json())
                .isEqualTo(Reply.parsed("{\"success\":false,\"error\":{\"code\":\"VALIDATION_FAILED\",\"message\":\""
                        + message + "\",\"details\":\"Correct the field " + field + " and send the request again\"}}"));
    }
}
