package dev.serai.provider.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Action;
import dev.serai.health.HealthChecks;
import dev.serai.oauth.Authorizations;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.TestProviders;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How connections to Salesforce are authorised, and what is made of its refusals and faults. */
class SalesforceConnectionsIT extends SalesforceHub {

    /** Enough to interleave, and no more than a busy machine answers in time. */
    private static final int CALLERS = 6;

    @Autowired
    private HealthChecks checks;

    @Autowired
    private Authorizations authorizations;

    @Test
    void aUserNameAPasswordAndASecurityTokenAreEnough() {
        Connected one = connect();
        one.org().addContacts(1, "Lovelace");

        assertThat(readAll(one, "contacts", null, 10).records()).hasSize(1);
        assertThat(health(one)).isEqualTo("healthy");
    }

    @Test
    void aWrongPasswordIsForTheOwnerToPutRight() {
        StandInOrg org = newOrg();
        SALESFORCE.addUser(org, "wrong@example.com", PASSWORD, SECURITY_TOKEN);
        Connected one = connect(
                org, "wrong@example.com", "none", Map.of("username", "wrong@example.com", "password", PASSWORD));

        ProviderFault fault = fault(() -> readAll(one, "contacts", null, 10));

        assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(fault).hasMessageContaining("authentication failure").hasMessageNotContaining(PASSWORD);
        assertThat(org.calls()).isEmpty();
    }

    @Test
    void aSignedAssertionIsEnoughForAUserWhomAnAdministratorHasApproved() {
        StandInOrg org = newOrg();
        SALESFORCE.addUser(org, "jwt@example.com", "", "");
        SALESFORCE.addUserWithoutApproval(org, "unknown@example.com", "");

        Connected approved = connect(org, "jwt@example.com", "jwt", jwt("jwt@example.com"));
        Connected unknown = connect(org, "unknown@example.com", "jwt", jwt("unknown@example.com"));

        assertThat(health(approved)).isEqualTo("healthy");
        ProviderFault fault = fault(() -> readAll(unknown, "contacts", null, 10));
        assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(fault).hasMessageContaining("user hasn't approved this consumer");
    }

    @Test
    void anAppOfTheOrganisationsOwnIsEnough() {
        StandInOrg org = newOrg();
        SALESFORCE.addApp(org, "own-app", "own-secret");

        Connected right =
                connect(org, "", "client_credentials", Map.of("client_id", "own-app", "client_secret", "own-secret"));
        Connected wrong =
                connect(org, "", "client_credentials", Map.of("client_id", "own-app", "client_secret", "guessed"));

        assertThat(health(right)).isEqualTo("healthy");
        assertThat(fault(() -> readAll(wrong, "contacts", null, 10)).kind()).isEqualTo(ErrorClass.REAUTHORISE);
    }

    @Test
    void aPersonWhoAgreedStaysConnectedWhileRefreshTokensRotate() {
        Connected one = agreed();

        for (int round = 0; round < 3; round++) {
            one.org().endSessions();
            assertThat(readAll(one, "contacts", null, 10).records()).isEmpty();
        }

        assertThat(one.org().usedSessions()).isEqualTo(3);
    }

    @Test
    void tokensThatAreHandedOverSayWhereTheOrganisationIs() {
        StandInOrg org = newOrg();
        org.addContacts(1, "Lovelace");
        Connected one = connect(
                org, "", "oauth2", Map.of("access_token", org.newSession("somebody"), "instance_url", org.url()));

        assertThat(readAll(one, "contacts", null, 10).records()).hasSize(1);
    }

    @Test
    void whatAPersonTookBackHasToBeAgreedToAgain() {
        Connected one = agreed();
        SALESFORCE.revoke(one.username());
        one.org().endSessions();

        assertThat(fault(() -> readAll(one, "contacts", null, 10)).kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(column(one, "health_status")).isNotEqualTo("healthy");
    }

    @Test
    void aSessionThatHasEndedIsRenewedOnce() {
        Connected one = connect();
        readAll(one, "contacts", null, 10);
        one.org().endSessions();
        long before = logins(one);

        readAll(one, "contacts", null, 10);
        readAll(one, "contacts", null, 10);

        assertThat(logins(one) - before).isEqualTo(1);
    }

    @Test
    void aSessionThatEndsForManyCallersAtOnceIsRenewedOnce() throws Exception {
        Connected one = connect();
        readAll(one, "contacts", null, 10);
        one.org().endSessions();
        long before = logins(one);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Everything>> reads = IntStream.range(0, 8)
                    .mapToObj(i -> callers.submit(() -> readAll(one, "contacts", null, 10)))
                    .toList();
            for (Future<Everything> read : reads) {
                read.get();
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(logins(one) - before).isEqualTo(1);
    }

    @Test
    void aDayWhoseRequestsAreUsedUpIsWaitedFor() {
        Connected one = connect();
        readAll(one, "contacts", null, 10);
        one.org().requestsLeft(0);

        ProviderFault fault = fault(() -> readAll(one, "contacts", null, 10));

        assertThat(fault.kind()).isEqualTo(ErrorClass.RETRY);
        assertThat(fault.word()).contains("REQUEST_LIMIT_EXCEEDED");
        assertThat(fault.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
    }

    @Test
    void aPauseThatIsAskedForIsKept() {
        Connected one = connect();
        readAll(one, "contacts", null, 10);
        one.org().faults().add(1, call -> true, Fault.status(429, Map.of("Retry-After", "120"), ""));

        assertThat(fault(() -> readAll(one, "contacts", null, 10)).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isCloseTo(Duration.ofMinutes(2), Duration.ofSeconds(5)));
        int calls = one.org().calls().size();
        assertThat(fault(() -> readAll(one, "contacts", null, 10)).kind()).isEqualTo(ErrorClass.RETRY);
        assertThat(one.org().calls()).hasSize(calls);
    }

    @Test
    void aFaultOfSalesforcesIsTriedAgain() {
        Connected one = connect();
        one.org().addContacts(2, "Lovelace");
        one.org().faults().add(1, SalesforceConnectionsIT::isQuery, Fault.status(503));

        assertThat(readAll(one, "contacts", null, 10).records()).hasSize(2);
    }

    @Test
    void aRecordIsNotCreatedTwiceWhereSalesforceMayHaveCreatedIt() {
        Connected one = connect();
        readAll(one, "contacts", null, 10);
        one.org().faults().add(1, call -> call.method().equals("POST"), Fault.LOST_ANSWER);

        ProviderFault fault = fault(
                () -> act(one, "create", "object", "Contact", "record", StandInOrg.record("{\"LastName\":\"Once\"}")));

        assertThat(fault.kind()).isEqualTo(ErrorClass.RETRY);
        assertThat(one.org().count("Contact")).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsNoAnswer() {
        Connected one = connect();
        one.org().addContacts(2, "Lovelace");
        one.org().faults().add(5, SalesforceConnectionsIT::isQuery, Fault.GARBAGE);

        assertThat(fault(() -> readAll(one, "contacts", null, 10)).kind()).isEqualTo(ErrorClass.RETRY);
    }

    @Test
    void aConnectionThatIsRefusedIsForTheOwnerToPutRight() {
        Connected one = connect();
        one.org()
                .faults()
                .add(
                        9,
                        call -> true,
                        Fault.answering(StandInOrg.error(401, "INVALID_SESSION_ID", "Session expired or invalid")));

        assertThat(fault(() -> readAll(one, "contacts", null, 10)).kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(one.org().calls()).hasSize(2);
    }

    @Test
    void aThousandCallsOfTwoOrganisationsNeverMeet() throws Exception {
        Connected first = connect();
        Connected second = connect();
        first.org().addContacts(1, "First");
        second.org().addContacts(1, "Second");
        Provider unpaced = TestProviders.unpaced(salesforce());
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Connected one = i % 2 == 0 ? first : second;
                boolean reads = i % 3 != 0;
                calls.add(callers.submit(
                        () -> TestProviders.patiently(() -> reads ? nameRead(one, unpaced) : nameAsked(one, unpaced))));
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(calls.get(i).get()).isEqualTo(i % 2 == 0 ? "First0" : "Second0");
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(first.org().usedSessions()).isEqualTo(1);
        assertThat(second.org().usedSessions()).isEqualTo(1);
        assertThat(tokens(first.org().calls().stream()))
                .hasSize(1)
                .doesNotContainAnyElementsOf(tokens(second.org().calls().stream()));
        assertThat(first.org().calls().size() + second.org().calls().size()).isGreaterThanOrEqualTo(1_000);
    }

    private String nameRead(Connected one, Provider provider) {
        ReadRequest request = new ReadRequest(
                open(one), provider, provider.dataType("contacts").orElseThrow(), null, null, Map.of(), 10);
        return routes.call("salesforce-contacts", request, RecordPage.class)
                .records()
                .get(0)
                .raw()
                .path("LastName")
                .asText();
    }

    private String nameAsked(Connected one, Provider provider) {
        Action action = new Action(open(one), provider, Map.of("soql", "SELECT LastName FROM Contact"));
        return routes.call("salesforce-query", action, JsonNode.class)
                .at("/records/0/LastName")
                .asText();
    }

    private Connected agreed() {
        StandInOrg org = newOrg();
        String username = "person-" + org.id() + "@example.com";
        SALESFORCE.addUser(org, username, "never asked for", "");
        SALESFORCE.agreesAs(username);
        Connected one = connect(org, username, "oauth2", Map.of());
        URI back = visit(authorizations.authorizeUrl(one.tenant().id(), one.id(), "http://localhost/back", null));
        Map<String, String> query = Stream.of(back.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        authorizations.complete(query.get("code"), query.get("state"));
        return one;
    }

    /** @return where Salesforce sends a browser that comes to an address */
    private static URI visit(String address) {
        try {
            java.net.HttpURLConnection page =
                    (java.net.HttpURLConnection) URI.create(address).toURL().openConnection();
            page.setInstanceFollowRedirects(false);
            return URI.create(page.getHeaderField("Location"));
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private Map<String, String> jwt(String username) {
        return Map.of("username", username, "private_key", SALESFORCE.privateKey());
    }

    private String health(Connected one) {
        checks.check(one.tenant().id(), one.id());
        return column(one, "health_status");
    }

    private String column(Connected one, String name) {
        return database.queryForObject(
                "SELECT " + name + "::text FROM connection WHERE id = ?", String.class, one.id());
    }

    private static long logins(Connected one) {
        return SALESFORCE.calls().stream()
                .filter(call ->
                        call.body().contains(java.net.URLEncoder.encode(one.username(), StandardCharsets.UTF_8)))
                .count();
    }

    private static List<String> tokens(Stream<Call> calls) {
        return calls.map(Call::authorization).distinct().toList();
    }

    private static boolean isQuery(Call call) {
        return call.path().contains("/queryAll");
    }
}
