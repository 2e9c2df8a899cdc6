package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants' own calls to a provider's API: what goes through, what stays behind, and what does not get out. */
class ProxyIT extends RunningHub {

    private static final String BASE = "/api/v2";

    private Organization organization;
    private String proxy;

    @BeforeEach
    void connectAnAccount() {
        organization = new Organization(http);
        proxy = "/api/v1/integrations/" + organization.proxied() + "/proxy/";
    }

    @Test
    void passesMethodPathQueryAndBodyOnAsTheyAre() {
        for (String method : List.of("POST", "PUT", "PATCH")) {
            http.send(
                            method,
                            proxy + "things/A%20thing('1')/parts/?b=2&a=1&a=%26&empty=&props%5B%5D=x",
                            organization.token(),
                            "{\"name\":\"é\"}")
                    .expect(200);

            Call call = last();
            assertThat(call.method()).isEqualTo(method);
            assertThat(call.path()).isEqualTo(BASE + "/things/A%20thing('1')/parts/");
            assertThat(call.query())
                    .isEqualTo(Map.of(
                            "b", List.of("2"),
                            "a", List.of("1", "&"),
                            "empty", List.of(""),
                            "props[]", List.of("x")));
            assertThat(call.body()).isEqualTo("{\"name\":\"é\"}");
            assertThat(call.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void passesABodyOfAnyTypeOn() {
        send(Request.of("POST", proxy + "echo")
                        .json("a=1&b=%C3%A9")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .bearing(organization.token()))
                .expect(200);

        assertThat(last().body()).isEqualTo("a=1&b=%C3%A9");
        assertThat(last().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void bringsTheConnectionsCredentialsAndNoneOfTheCallers() {
        String answer = http.raw("GET " + proxy + "echo HTTP/1.1\r\n"
                + "Host: hub.example.com\r\n"
                + "Authorization: Bearer " + organization.token() + "\r\n"
                + "Cookie: session=caller\r\n"
                + "X-Api-Key: key-of-another\r\n"
                + "X-Callnfy-Key: czp_1\r\n"
                + "Proxy-Authorization: Basic Y2FsbGVy\r\n"
                + "X-Forwarded-For: 10.1.2.3\r\n"
                + "X-Forwarded-Host: evil.example.com\r\n"
                + "Forwarded: for=10.1.2.3\r\n"
                + "X-HTTP-Method-Override: DELETE\r\n"
                + "TE: trailers\r\n"
                + "Upgrade: h2c\r\n"
                + "X-Hop: secret\r\n"
                + "If-None-Match: \"7\"\r\n"
                + "Accept: text/csv\r\n"
                + "Prefer: return=minimal\r\n"
                + "Connection: close, X-Hop\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        Call call = last();
        assertThat(call.header("X-Api-Key")).isEqualTo("key-" + organization.name());
        assertThat(call.header("If-None-Match")).isEqualTo("\"7\"");
        assertThat(call.header("Accept")).isEqualTo("text/csv");
        assertThat(call.header("Prefer")).isEqualTo("return=minimal");
        assertThat(call.headers().keySet())
                .isSubsetOf("x-api-key", "if-none-match", "accept", "prefer", "host", "connection", "user-agent");
        assertThat(call.header("Host")).startsWith("127.0.0.1:");
        assertThat(call.method()).isEqualTo("GET");
    }

    @Test
    void keepsCookiesAndWhateverIsNotForTheCallerToItself() {
        Reply reply = http.get(organization.token(), proxy + "many-headers").expect(200);
        http.get(organization.token(), proxy + "echo").expect(200);

        assertThat(reply.headers().map())
                .doesNotContainKeys("set-cookie", "x-internal", "proxy-authenticate", "ratelimit-limit");
        assertThat(reply.header("ETag")).isEqualTo("\"7\"");
        assertThat(reply.header("Link")).endsWith("/page/2>; rel=\"next\"");
        assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("41");
        assertThat(reply.header("Calls-Left")).isEqualTo("41");
        assertThat(reply.header("Serai-Provider")).isEqualTo("proxied");
        assertThat(last().header("Cookie")).isNull();
    }

    @Test
    void answersByteForByte() throws Exception {
        HttpResponse<byte[]> reply = bytes("bytes");

        assertThat(reply.body()).isEqualTo(ProxiedProvider.allBytes());
        assertThat(reply.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(reply.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
    }

    @Test
    void doesNotUnpackWhatIsPacked() throws Exception {
        HttpResponse<byte[]> reply = bytes("packed");

        assertThat(new String(reply.body())).isEqualTo("not really packed");
        assertThat(reply.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void passesTheProvidersRefusalsOnAsTheyAre() {
        Reply missing = http.get(organization.token(), proxy + "missing").expect(404);
        Reply broken = http.get(organization.token(), proxy + "broken").expect(500);

        assertThat(missing.body()).isEqualTo("{\"reason\":\"nothing here\"}");
        assertThat(broken.body()).contains("Oh no");
        assertThat(broken.header("Content-Type")).startsWith("text/html");
        assertThat(List.of(missing, broken))
                .allSatisfy(reply -> assertThat(reply.header("Serai-Provider")).isEqualTo("proxied"));
    }

    @Test
    void answersNothingWithNothing() {
        Reply reply = http.delete(organization.token(), proxy + "empty").expect(204);

        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Content-Type")).isEmpty();
    }

    @Test
    void leadsCallersBackToItselfAndNeverElsewhere() {
        Reply made = http.post(organization.token(), proxy + "made", "{}").expect(201);
        assertThat(made.header("Location")).isEqualTo(proxy + "things/7?full=1");

        Reply elsewhere = http.get(organization.token(), proxy + "elsewhere").expect(302);
        assertThat(elsewhere.header("Location")).isEmpty();
        assertThat(elsewhere.header("Serai-Location")).isEqualTo("https://files.example.com/secret?signature=1");

        Reply above = http.get(organization.token(), proxy + "above").expect(302);
        assertThat(above.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../admin",
                "..",
                ".",
                "things/../../admin",
                "things/./7",
                "%2e%2e/admin",
                "%2E%2E%2Fadmin",
                "..%2fadmin",
                "..%5cadmin",
                "..\\admin",
                "%252e%252e/admin",
                "/evil.example.com/",
                "/@evil.example.com",
                "things//7",
                "..;/admin",
                "things;a=b/..;/admin",
                "things%3ba",
                "a%00b",
                "a%0d%0aX-Evil:%201",
                "a%7fb",
                "a%5cb",
                "a%2fb",
                "a%25b",
                "%c0%ae%c0%ae/admin",
                "%ff",
            })
    void letsNoPathLeadOut(String path) {
        int before = PROXIED.calls(organization.name()).size();

        String answer = http.raw("GET " + proxy + path + " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer "
                + organization.token() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 4(00|04) .*");
        assertThat(PROXIED.calls(organization.name())).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example.com/", "@evil.example.com/", ":80/x", "http:%2f%2fevil.example.com"})
    void takesAnAddressForAPathLikeAnyOther(String path) {
        String answer = http.raw("GET " + proxy + path + " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer "
                + organization.token() + "\r\nConnection: close\r\n\r\n");

        if (answer.startsWith("HTTP/1.1 200")) {
            assertThat(last().path()).startsWith(BASE + "/");
        } else {
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=%zz", "?a=%", "?%4"})
    void refusesAQueryThatIsNone(String query) {
        String answer = http.raw("GET " + proxy + "echo" + query + " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer "
                + organization.token() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("query must be percent-encoded");
    }

    @Test
    void passesItsOwnRefusalsOfCredentialsOnAsSomethingToPutRight() {
        fails(1, Fault.answering(Answer.text(401, "{\"error\":\"unknown key\"}")));

        Reply reply = http.get(organization.token(), proxy + "echo").expect(400);

        assertThat(reply.text("message"))
                .isEqualTo("Authentication failed: Invalid credentials (unknown key); connect the integration again");
        assertThat(reply.header("Serai-Provider")).isEmpty();
        assertThat(integration().path("status").asText()).isEqualTo("error");
        assertThat(integration().path("healthStatus").asText()).isEqualTo("unhealthy");
        http.get(organization.token(), proxy + "echo").expect(200);
        assertThat(integration().path("status").asText()).isEqualTo("active");
    }

    @Test
    void renewsATokenThatIsRefusedAndCallsAgain() {
        Organization owner = new Organization(http);
        String calendars = "/api/v1/integrations/" + owner.authorizedIntegration()
                + "/proxy/users/me/calendarList?minAccessRole=owner";
        int before = GOOGLE.calls().size();
        GOOGLE.failNext(1, ProxyIT::asksForTheOwners, GoogleFault.UNAUTHORIZED);

        Reply reply = http.get(owner.token(), calendars).expect(200);

        assertThat(reply.json().path("kind").asText()).isEqualTo("calendar#calendarList");
        List<String> tokens = GOOGLE.calls().stream()
                .skip(before)
                .filter(ProxyIT::asksForTheOwners)
                .map(Call::authorization)
                .toList();
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates().doesNotContain("Bearer " + owner.token());
    }

    @Test
    void passesARateLimitOnAndHoldsTheNextCallBack() {
        fails(1, Fault.status(429, Map.of("Retry-After", "17"), "{\"error\":\"slow down\"}"));

        Reply reply = http.get(organization.token(), proxy + "echo").expect(429);
        assertThat(reply.header("Retry-After")).isEqualTo("17");
        assertThat(reply.text("error")).isEqualTo("slow down");
        assertThat(reply.header("Serai-Provider")).isEqualTo("proxied");

        int before = PROXIED.calls(organization.name()).size();
        Reply next = http.get(organization.token(), proxy + "echo").expect(503);
        assertThat(Long.parseLong(next.header("Retry-After"))).isBetween(10L, 17L);
        assertThat(PROXIED.calls(organization.name())).hasSize(before);
    }

    @Test
    void passesNoMoreThanItsLimitOn() {
        Reply reply = http.get(organization.token(), proxy + "huge").expect(502);

        assertThat(reply.text("message")).startsWith("Proxied answered more than 10240 KB");
    }

    @Test
    void waitsForNoProviderLongerThanItsLimit() {
        for (Fault slow : List.of(Fault.HANG, Fault.DRIP)) {
            fails(1, slow);

            Reply reply = http.get(organization.token(), proxy + "bytes").expect(503);

            assertThat(reply.text("message")).isEqualTo("Proxied can't be reached: Connection timeout");
            assertThat(reply.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void tellsThatAProviderIsAway() {
        fails(1, Fault.CLOSED);

        http.post(organization.token(), proxy + "echo", "{}").expect(503);
    }

    @Test
    void doesNotFindWhatIsAnothers() {
        Reply reply = http.get(new Organization(http).token(), proxy + "echo").expect(404);

        assertThat(reply.text("message")).isEqualTo("Integration not found");
    }

    @Test
    void asksForAConnectionThatIsInUse() {
        String pending = "/api/v1/integrations/" + organization.integration() + "/proxy/echo";
        assertThat(http.get(organization.token(), pending).expect(400).text("message"))
                .contains("connect it first");

        String off = organization.proxied();
        http.put(organization.token(), "/api/v1/integrations/" + off, "{\"status\":\"inactive\"}")
                .expect(200);
        assertThat(http.get(organization.token(), "/api/v1/integrations/" + off + "/proxy/echo")
                        .expect(400)
                        .text("message"))
                .contains("switch it on first");
    }

    @Test
    void leavesARowForEachCallInTheConnectionsLogWithoutItsQuery() {
        Client company = Client.anew(http, "companyId");
        String integration = "/api/v1/integrations/"
                + company.send(Request.of("POST", "/api/v1/integrations")
                                .json("{\"name\":\"Ours\",\"type\":\"test\",\"provider\":\"proxied\",\"config\":"
                                        + ProxiedProvider.config(company.id()) + "}"))
                        .expect(201)
                        .json()
                        .at("/data/id")
                        .asText();
        company.send(Request.of("GET", integration + "/proxy/things/7?token=secret"))
                .expect(200);
        company.send(Request.of("POST", integration + "/proxy/missing").json("{}"))
                .expect(404);

        List<String> rows = new ArrayList<>();
        company.send(Request.of("GET", integration + "/logs"))
                .expect(200)
                .json()
                .at("/data/logs")
                .forEach(row -> rows.add(
                        row.path("status").asText() + ": " + row.path("message").asText()));
        assertThat(rows).containsSubsequence("error: POST /missing: 404", "success: GET /things/7: 200");
        assertThat(rows.toString()).doesNotContain("secret");
    }

    @Test
    void twoTenantsCallsNeverCrossOver() throws Exception {
        List<Organization> both = List.of(organization, new Organization(http));
        List<String> proxies =
                List.of(proxy, "/api/v1/integrations/" + both.get(1).proxied() + "/proxy/");
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Organization who = both.get(i % 2);
                String path = proxies.get(i % 2) + "account/" + i;
                answers.add(callers.submit(
                        () -> http.get(who.token(), path).expect(200).text("account")));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(both.get(i % 2).name());
            }
        } finally {
            callers.shutdownNow();
        }
        for (int i = 0; i < 2; i++) {
            int whose = i;
            assertThat(PROXIED.calls(both.get(i).name()))
                    .filteredOn(call -> call.path().startsWith(BASE + "/account/"))
                    .hasSize(500)
                    .allSatisfy(call -> assertThat(Integer.parseInt(call.path().substring(BASE.length() + 9)) % 2)
                            .isEqualTo(whose));
        }
    }

    /** The hub's own checks ask for the list as well, but not like this. */
    private static boolean asksForTheOwners(Call call) {
        return "owner".equals(call.parameter("minAccessRole"));
    }

    private void fails(int times, Fault fault) {
        PROXIED.faults().add(times, ProxiedProvider.isOwn(organization.name()), fault);
    }

    private JsonNode integration() {
        return http.get(organization.token(), proxy.substring(0, proxy.indexOf("/proxy/")))
                .expect(200)
                .json();
    }

    private Call last() {
        List<Call> calls = PROXIED.calls(organization.name());
        return calls.get(calls.size() - 1);
    }

    private HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        HttpRequest request = http.to(proxy + path)
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + organization.token())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
