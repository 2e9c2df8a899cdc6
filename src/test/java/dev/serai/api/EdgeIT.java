package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds at the door, whichever contract is called: paths, methods, headers, bodies and keys. */
class EdgeIT extends RunningHub {

    private static final String BASE = "/api/v1/integrations";
    private static final String INTEGRATION = "{\"name\":\"Mail\",\"provider\":\"gmail\",\"authType\":\"oauth2\"}";
    private static final String ACCEPT = "{\"event\":\"application.created\",\"data\":{}}";

    private static final Set<String> OURS = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "date",
            "expires",
            "pragma",
            "transfer-encoding",
            "vary",
            "x-content-type-options",
            "x-frame-options",
            "x-xss-protection");

    private Organization organization;
    private String token;

    @BeforeEach
    void meet() {
        organization = new Organization(http);
        token = organization.token();
    }

    @Test
    void saysThatItIsUpWithoutAToken() {
        Reply health = http.send("GET", "/health", null, null);

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void neverSendsHeadersOfTheRequestBack() {
        String[] odd = {
            "X-Request-Id", "echo", "X-Forwarded-For", "echo", "Cookie", "session=echo", "CamelHttpResponseCode", "299",
            "CamelHttpPath", "/echo", "CamelFileName", "echo", "breadcrumbId", "echo", "Set-Cookie", "a=echo",
            "Allow", "echo", "Location", "/echo", "Access-Control-Allow-Origin", "echo", "org.apache.camel.x", "echo"
        };
        String id = organization.integration();
        List<Reply> replies = List.of(
                http.send("GET", BASE, token, null, odd),
                http.send("POST", BASE, token, INTEGRATION, odd),
                http.send("GET", BASE + "/" + id, token, null, odd),
                http.send("DELETE", BASE + "/" + id, token, null, odd),
                http.send("POST", "/events", token, ACCEPT, odd),
                http.send("GET", BASE + "/42", token, null, odd),
                http.send("POST", BASE, token, "{", odd),
                http.send("GET", "/nowhere", token, null, odd));

        assertThat(replies).extracting(Reply::status).containsExactly(200, 201, 200, 204, 202, 404, 400, 404);
        for (Reply reply : replies) {
            assertThat(reply.headers().map().toString()).doesNotContain("echo");
            Set<String> names = new TreeSet<>(reply.headers().map().keySet());
            assertThat(OURS).containsAll(names);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%66ramework/api/v1/integrations",
                "/framework/%61pi/v1/integrations",
                "/%61pi/v1/integrations",
                "/framework/api/v1/%69ntegrations/",
                "/%68ub/events"
            })
    void knowsAPathInEverySpelling(String path) {
        http.send("GET", path, null, null).expect(401);
        assertThat(http.get(token, path).status()).isIn(200, 405);
    }

    @Test
    void readsAnEncodedWordAsTheWordItself() {
        assertThat(http.get(token, BASE + "/%77ebhooks").expect(200).json().isArray())
                .isTrue();
        http.get(token, BASE + "/webhooks/%64ead-letters?limit=0").expect(400);
        http.post(token, BASE + "/webhooks/%74rigger", "{}").expect(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/integrations;x=1",
                "/api/v1/integrations/..;/webhooks",
                "/nowhere/..;/framework/api/v1/integrations",
                "/nowhere/../framework/api/v1/integrations",
                "/nowhere/%2e%2e/framework/api/v1/integrations",
                "/framework/%2e/api/v1/integrations",
                "//framework/api/v1/integrations",
                "/framework//api/v1/integrations",
                "/api/v1/integrations//",
                "/framework%2fapi/v1/integrations",
                "/framework%5capi/v1/integrations",
                "/framework%252fapi/v1/integrations",
                "/api/v1/integrations/%00",
                "/api/v1/integrations/%0d%0aX-Evil:1",
                "/api/v1/integrations/%ff",
                "/api/v1/integrations/%zz",
                "/api/v1/integrations/<script>"
            })
    void refusesPathsThatMeanAnotherOrNone(String path) {
        String answer = http.raw("GET " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        harmless(answer);
    }

    @Test
    void refusesThemInTheStyleOfTheContractThatTheyBeginLike() {
        String refusal = "path must have none of ; // /./ /../ nor a control character, %, /, \\ or ; that is encoded";

        assertThat(http.get(token, BASE + "/a%3Bb").expect(400).text("message"))
                .isEqualTo("Validation failed: " + refusal);
        assertThat(http.get(token, "/company" + BASE + "/%0A")
                        .expect(400)
                        .json()
                        .at("/errors/0")
                        .asText())
                .isEqualTo("P" + refusal.substring(1));
        assertThat(http.get(token, "/integrations/user/integration/%25")
                        .expect(400)
                        .text("detail"))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/framework", "/framework/", "/framework/api/v1", "/api/v1/integrations/a/b/c/d", "/hub/x"})
    void knowsNothingBesideItsOperations(String path) {
        http.send("GET", path, null, null).expect(401);
        Reply reply = http.get(token, path).expect(404);
        assertThat(reply.json().has("statusCode") || reply.json().has("detail")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH,  /api/v1/integrations,                  'GET, HEAD, POST'",
        "DELETE, /api/v1/integrations,                  'GET, HEAD, POST'",
        "OPTIONS,/api/v1/integrations,                  'GET, HEAD, POST'",
        "GET,    /api/v1/integrations/webhooks/trigger, POST",
        "PUT,    /framework/api/v1/integrations,        'GET, HEAD, POST'",
        "GET,    /events,                               POST",
        "GET,    /hub/events/batch/,                    POST"
    })
    void tellsWhichMethodsThereAre(String method, String path, String allowed) {
        Reply reply = http.send(method, path, token, null).expect(405);

        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.body()).contains("405");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "FOO", "get", "PROPFIND"})
    void answersOtherMethodsWithoutAFault(String method) {
        String answer = http.raw(method + " " + BASE + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nX-Echo: echo\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[05] .*").doesNotContain("echo");
    }

    @Test
    void aWebhookLeavesItsIntegrationWhenThatIsSetToNullAndNotWhenItIsLeftOut() {
        String path = BASE + "/webhooks/" + organization.webhook(200);
        String integration = organization.integration();
        http.put(token, path, "{\"integrationId\":\"" + integration + "\"}").expect(200);

        assertThat(http.put(token, path, "{\"name\":\"Still there\"}").text("integrationId"))
                .isEqualTo(integration);
        assertThat(http.put(token, path, "{\"integrationId\":null}")
                        .expect(200)
                        .json()
                        .get("integrationId")
                        .isNull())
                .isTrue();
        assertThat(http.get(token, path).json().get("integrationId").isNull()).isTrue();
    }

    @Test
    void answersHeadAsGetWithoutItsBody() {
        String path = BASE + "/" + organization.integration();
        Reply get = http.get(token, path).expect(200);

        Reply head = http.send("HEAD", path, token, null).expect(200);

        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(get.body().length()));
        http.send("HEAD", BASE + "/42", token, null).expect(404);
        http.send("HEAD", BASE, null, null).expect(401);
        http.send("HEAD", "/events", token, null).expect(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization: Bearer \u0085", "Authorization: Basic dTpw", "Authorization: Bearer a\u0080"})
    void takesNoOtherProofThanABearerToken(String header) {
        assertThat(http.raw("GET " + BASE + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void takesNoTokenFromTheUrl() {
        http.send("GET", BASE + "?access_token=" + token, null, null).expect(401);
    }

    @Test
    void refusesControlCharactersInAKey() {
        String answer = http.raw(post("/events", "Idempotency-Key: a\u0085b", ACCEPT));

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Idempotency-Key must not contain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=%zz", "event=%00", "since=%", "webhookId=%E2%82"})
    void refusesAQueryThatItCanNotRead(String query) {
        String answer = http.raw("GET " + BASE + "/webhooks/dead-letters?" + query
                + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        harmless(answer);
    }

    @Test
    void readsABodyInChunks() {
        assertThat(http.raw(chunked("5\r\n{\"eve\r\n" + Integer.toHexString(ACCEPT.length() - 5) + "\r\n"
                        + ACCEPT.substring(5) + "\r\n0\r\n\r\n")))
                .startsWith("HTTP/1.1 202 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000",
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length: 99999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 4",
            })
    void refusesALengthThatIsNotTheBodys(String length) {
        String answer = http.raw("POST /events HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n" + ACCEPT);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        harmless(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "5\r\n{", "-1\r\n{}\r\n", ""})
    void refusesChunksThatAreNone(String body) {
        String answer = http.raw(chunked(body));

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        harmless(answer);
    }

    @Test
    void refusesAHugeBodyWithoutReadingIt() {
        assertThat(http.raw("POST /events HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: 5000000000\r\n\r\n{"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void takesAThousandEventsAndNoMore() {
        String thousand = String.join(",", java.util.Collections.nCopies(1_000, ACCEPT));

        Reply accepted = http.post(token, "/events/batch", "{\"events\":[" + thousand + "]}")
                .expect(202);
        assertThat(accepted.json().get("events")).hasSize(1_000);
        assertThat(http.post(token, "/events/batch", "[" + thousand + "]")
                        .expect(202)
                        .json())
                .hasSize(1_000);

        Reply refused = http.post(token, "/events/batch", "{\"events\":[" + thousand + "," + ACCEPT + "]}")
                .expect(400);
        assertThat(refused.text("field")).isEqualTo("events");
        assertThat(refused.text("detail")).isEqualTo("events must have at most 1000 items");
    }

    @Test
    void namesTheEventOfABatchThatDoesNotFit() {
        String batch = "{\"events\":[" + ACCEPT + ","
                + ACCEPT.replace("{}", "{},\"timestamp\":\"2016-12-31T23:59:60Z\"") + "]}";

        assertThat(http.post(token, "/events/batch", batch).expect(400).text("field"))
                .isEqualTo("events.1.timestamp");
    }

    @Test
    void keepsAnEventsDataToTheDigit() {
        String data = "{\"price\":1.10,\"big\":12345678901234567890123,\"far\":1E+400,\"text\":\"Zoë \\u0000 😀\"}";
        String webhook = organization.webhook(500);
        http.post(token, "/events", "{\"event\":\"application.created\",\"data\":" + data + "}")
                .expect(202);
        String letter = organization.ended(webhook).get("id").asText();

        Reply shown = http.get(token, BASE + "/webhooks/dead-letters/" + letter);
        assertThat(shown.json().at("/data/text").asText()).isEqualTo("Zoë \0 😀");
        assertThat(shown.body()).contains("\"price\":1.10,\"big\":12345678901234567890123,\"far\":1E+400,");
    }

    @Test
    void keepsSettingsToTheDigit() {
        String created = http.post(token, BASE, INTEGRATION.replace("}", ",\"settings\":{\"a\":1.10,\"b\":1E+400}}"))
                .expect(201)
                .body();

        assertThat(created).contains("\"settings\":{\"a\":1.10,\"b\":1E+400}");
    }

    @Test
    void boundsConfigurationAndSettings() {
        String large = "{\"a\":\"" + "x".repeat(66_000) + "\"}";
        for (String field : List.of("config", "settings")) {
            assertThat(http.post(token, BASE, INTEGRATION.replace("}", ",\"" + field + "\":" + large + "}"))
                            .expect(400)
                            .text("message"))
                    .startsWith("Validation failed: " + field + " ");
        }
    }

    @Test
    void masksSecretsAndTakesThemBackMasked() {
        String id = http.post(
                        token,
                        BASE,
                        INTEGRATION.replace("}", ",\"config\":{\"user\":\"u\",\"clientSecret\":\"s3cret\"}}"))
                .expect(201)
                .text("id");

        Reply shown = http.get(token, BASE + "/" + id);
        assertThat(shown.json().get("config")).hasToString("{\"user\":\"u\",\"clientSecret\":\"********\"}");

        Reply changed =
                http.put(token, BASE + "/" + id, "{\"config\":" + shown.json().get("config") + "}");
        assertThat(changed.expect(200).body()).doesNotContain("s3cret");
    }

    @Test
    void answersARepeatAsTheFirstTimeAndAnotherBodyWithAConflict() {
        Reply first =
                http.post(token, BASE, INTEGRATION, "Idempotency-Key", "key-1").expect(201);

        assertThat(http.post(token, BASE + "/", INTEGRATION, "Idempotency-Key", "key-1")
                        .expect(201)
                        .body())
                .isEqualTo(first.body());
        Reply other = http.post(token, BASE, INTEGRATION.replace("Mail", "Other"), "Idempotency-Key", "key-1");
        assertThat(other.expect(409).json())
                .hasToString(
                        "{\"statusCode\":409,\"message\":\"This Idempotency-Key was used for another request; use a"
                                + " new one\",\"error\":\"Conflict\"}");
        assertThat(http.get(token, BASE).json()).hasSize(1);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        String another = new Organization(http).token();

        String first =
                http.post(token, BASE, INTEGRATION, "Idempotency-Key", "key-1").text("id");
        String second = http.post(another, BASE, INTEGRATION, "Idempotency-Key", "key-1")
                .expect(201)
                .text("id");

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void doesNotKeepARefusalUnderAKey() {
        http.post(token, BASE, INTEGRATION.replace("gmail", "nobody"), "Idempotency-Key", "key-1")
                .expect(400);

        http.post(token, BASE, INTEGRATION, "Idempotency-Key", "key-1").expect(201);
    }

    @Test
    void carriesSimultaneousRepeatsOutOnce() throws Exception {
        List<Reply> created = atOnce(12, () -> http.post(token, BASE, INTEGRATION, "Idempotency-Key", "key-1"));
        List<Reply> accepted = atOnce(12, () -> http.post(token, "/events", ACCEPT, "Idempotency-Key", "key-2"));

        assertThat(created).extracting(Reply::status).containsOnly(201);
        assertThat(created.stream().map(Reply::body).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(http.get(token, BASE).json()).hasSize(1);
        assertThat(accepted).extracting(Reply::status).containsOnly(202);
        assertThat(accepted.stream().map(Reply::body).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void carriesSimultaneousChangesOutOneAfterTheOther() throws Exception {
        String id = organization.integration();

        List<Reply> changed = atOnce(12, () -> http.put(token, BASE + "/" + id, "{\"name\":\"Changed\"}"));
        List<Reply> deleted = atOnce(12, () -> http.delete(token, BASE + "/" + id));

        assertThat(changed).extracting(Reply::status).containsOnly(200);
        assertThat(deleted).extracting(Reply::status).containsOnly(204, 404).containsOnlyOnce(204);
    }

    @Test
    void keepsTenantsOfOneIdButDifferentKindsApart() {
        String user = Tokens.with(Map.of("sub", organization.name()));
        organization.webhook(200);

        JsonNode accepted = http.post(user, "/events", ACCEPT).expect(202).json();

        assertThat(accepted.get("deliveries").asInt()).isZero();
        assertThat(http.post(token, "/events", ACCEPT)
                        .expect(202)
                        .json()
                        .get("deliveries")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void takesEventsFromExactlyOneTenant() {
        String both = Tokens.with(
                Map.of("sub", "u", "organizationId", "o", "companyId", "c", "permissions", Tokens.ALL_PERMISSIONS));
        String company = Tokens.with(Map.of("companyId", "c", "permissions", List.of("integrations:update")));
        String account = Tokens.with(Map.of("accountId", "a"));

        http.post(both, "/events", ACCEPT).expect(403);
        http.post(company, "/events", ACCEPT).expect(202);
        http.post(account, "/events", ACCEPT).expect(403);
    }

    private static List<Reply> atOnce(int count, Callable<Reply> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try {
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : callers.invokeAll(java.util.Collections.nCopies(count, call))) {
                replies.add(reply.get());
            }
            return replies;
        } finally {
            callers.shutdownNow();
        }
    }

    private String post(String path, String header, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\n" + header + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }

    private String chunked(String body) {
        return "POST /events HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static void harmless(String answer) {
        assertThat(answer).doesNotContain("Exception").doesNotContain("at org.").doesNotContain("Tomcat");
    }
}
