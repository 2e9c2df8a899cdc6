package dev.serai.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.serai.connection.ConnectionHealth;
import dev.serai.event.EventCatalogue;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleFault;
import dev.serai.schedule.Tasks;
import dev.serai.tenancy.TenantKind;
import dev.serai.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How access tokens are renewed: once, whoever asks, and never at the price of the connection. */
class TokenRefreshIT extends ConnectedHub {

    private static final int CALLERS = 100;

    @Autowired
    private Credentials credentials;

    @Autowired
    private CredentialRefresh refresh;

    @Autowired
    private TokenEndpoint endpoint;

    @Autowired
    private Providers providers;

    @Autowired
    private ConnectionHealth health;

    @Autowired
    private Vault vault;

    @Autowired
    private Tasks tasks;

    @Autowired
    private Clock clock;

    @Test
    void aTokenThatHoldsIsNotRefreshed() {
        Connected one = connect();

        assertThat(token(one)).isEqualTo(token(one));
        assertThat(GOOGLE.refreshes(refreshToken(one))).isZero();
    }

    @Test
    void aHundredCallersOfAnExpiredConnectionShareOneRefresh() throws Exception {
        Connected one = connect();
        expire(one);
        GOOGLE.tokenCallsTake(Duration.ofMillis(200));

        Set<AccessToken> got = atOnce(CALLERS, number -> token(one));

        assertThat(got).hasSize(1);
        assertThat(GOOGLE.refreshes(refreshToken(one))).isEqualTo(1);
    }

    @Test
    void aHundredCallersOfTwoHubsShareOneRefresh() throws Exception {
        Connected one = connect();
        expire(one);
        AccessTokens other = otherHub();
        GOOGLE.tokenCallsTake(Duration.ofMillis(200));

        Set<AccessToken> got = atOnce(
                CALLERS,
                number -> number % 2 == 0 ? token(one) : other.of(one.tenant().id(), one.id()));

        assertThat(got).hasSize(1);
        assertThat(GOOGLE.refreshes(refreshToken(one))).isEqualTo(1);
    }

    @Test
    void aHundredCallersThatWereRefusedShareOneRefresh() throws Exception {
        Connected one = connect();
        AccessToken refused = token(one);
        AccessTokens other = otherHub();
        GOOGLE.tokenCallsTake(Duration.ofMillis(200));

        Set<AccessToken> got = atOnce(CALLERS, number -> (number % 2 == 0 ? accessTokens : other)
                .renewed(one.tenant().id(), one.id(), refused));

        assertThat(got).hasSize(1).doesNotContain(refused);
        assertThat(GOOGLE.refreshes(refreshToken(one))).isEqualTo(1);
    }

    @Test
    void whoComesLateWithARefusedTokenGetsTheNewerOne() {
        Connected one = connect();
        AccessToken refused = token(one);
        AccessToken newer = accessTokens.renewed(one.tenant().id(), one.id(), refused);

        assertThat(accessTokens.renewed(one.tenant().id(), one.id(), refused)).isEqualTo(newer);
        assertThat(GOOGLE.refreshes(refreshToken(one))).isEqualTo(1);
    }

    @Test
    void aRefreshTokenThatRotatesIsKeptAndWorksAgain() {
        Connected one = connect();
        String first = refreshToken(one);
        GOOGLE.rotatesRefreshTokens(true);
        expire(one);
        token(one);
        String second = refreshToken(one);
        expire(one);

        AccessToken last = token(one);

        assertThat(last.generation()).isEqualTo(3);
        assertThat(second).isNotEqualTo(first);
        assertThat(GOOGLE.isLive(first)).isFalse();
        assertThat(GOOGLE.isLive(refreshToken(one))).isTrue();
        assertThat(GOOGLE.refreshes(first)).isEqualTo(1);
        assertThat(GOOGLE.refreshes(second)).isEqualTo(1);
    }

    @Test
    void twoHubsNeverSpendARotatingTokenTwice() throws Exception {
        Connected one = connect();
        GOOGLE.rotatesRefreshTokens(true);
        GOOGLE.tokenCallsTake(Duration.ofMillis(50));
        AccessTokens other = otherHub();

        for (int round = 0; round < 5; round++) {
            expire(one);
            Set<AccessToken> got = atOnce(20, number -> (number % 2 == 0 ? accessTokens : other)
                    .of(one.tenant().id(), one.id()));
            assertThat(got).hasSize(1);
        }

        assertThat(GOOGLE.isLive(refreshToken(one))).isTrue();
        assertThat(column(one, "status")).isEqualTo("active");
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleFault.class,
            names = {"TOO_MANY_REQUESTS", "BACKEND_ERROR", "UNAVAILABLE", "LOST_ANSWER", "CLOSED", "GARBAGE"})
    void aTokenEndpointThatFailsIsLeftAloneForAWhile(GoogleFault fault) {
        Connected one = connect();
        String refreshToken = refreshToken(one);
        expire(one);
        GOOGLE.fail(call -> GoogleCall.isToken(call) && call.body().contains(encoded(refreshToken)), fault);

        assertThat(refused(one).kind()).isEqualTo(ErrorClass.RETRY);
        int asked = GOOGLE.refreshes(refreshToken);
        wait(one, "1 hour");
        ProviderFault second = refused(one);

        assertThat(second.kind()).isEqualTo(ErrorClass.RETRY);
        assertThat(second.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        assertThat(GOOGLE.refreshes(refreshToken)).isEqualTo(asked);
        assertThat(column(one, "status")).isEqualTo("active");
        GOOGLE.heal();
        wait(one, "0 seconds");
        assertThat(token(one).generation()).isEqualTo(2);
    }

    @Test
    void theWaitThatTheTokenEndpointAsksForIsPassedOn() {
        Connected one = connect();
        String refreshToken = refreshToken(one);
        expire(one);
        GOOGLE.fail(
                call -> GoogleCall.isToken(call) && call.body().contains(encoded(refreshToken)),
                GoogleFault.TOO_MANY_REQUESTS);

        assertThat(refused(one).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(credentials.find(one.tenant().id(), one.id()).orElseThrow().retryAt())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
    }

    @Test
    void failuresInARowAreWaitedForLongerAndLonger() {
        Connected one = connect();
        String refreshToken = refreshToken(one);
        expire(one);
        GOOGLE.fail(
                call -> GoogleCall.isToken(call) && call.body().contains(encoded(refreshToken)),
                GoogleFault.BACKEND_ERROR);
        List<Integer> waits = new ArrayList<>();
        for (int failure = 1; failure <= 8; failure++) {
            wait(one, "0 seconds");
            Instant before = databaseTime();
            refused(one);
            Duration wait = Duration.between(
                    before,
                    credentials.find(one.tenant().id(), one.id()).orElseThrow().retryAt());
            waits.add((int) wait.toSeconds());
        }

        assertThat(waits).isSorted();
        assertThat(waits.get(7)).isBetween(60, 70);
    }

    @Test
    void aGrantThatIsGoneIsToldOnceAndAskedForNoMore() {
        Connected one = connect();
        String refreshToken = refreshToken(one);
        GOOGLE.revokeGrant(one.email());
        expire(one);

        for (int call = 0; call < 3; call++) {
            ProviderFault fault = refused(one);
            assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE);
            assertThat(fault.word()).contains("invalid_grant");
        }

        assertThat(GOOGLE.refreshes(refreshToken)).isEqualTo(1);
        assertThat(column(one, "status")).isEqualTo("revoked");
        assertThat(column(one, "health_status")).isEqualTo("unhealthy");
        assertThat(logged(one, "The provider refuses the credentials; connect again:"))
                .isEqualTo(1);
        assertThat(events(one, EventCatalogue.CONNECTION_REAUTHORIZATION_REQUIRED))
                .isEqualTo(1);
    }

    @Test
    void aHundredCallersWhoseGrantIsGoneAskAndTellOnce() throws Exception {
        Connected one = connect();
        String refreshToken = refreshToken(one);
        GOOGLE.revokeGrant(one.email());
        expire(one);
        AccessTokens other = otherHub();
        GOOGLE.tokenCallsTake(Duration.ofMillis(100));

        Set<ErrorClass> got = atOnce(CALLERS, number -> catchThrowableOfType(
                        ProviderFault.class, () -> (number % 2 == 0 ? accessTokens : other)
                                .of(one.tenant().id(), one.id()))
                .kind());

        assertThat(got).containsExactly(ErrorClass.REAUTHORISE);
        assertThat(GOOGLE.refreshes(refreshToken)).isEqualTo(1);
        assertThat(events(one, EventCatalogue.CONNECTION_REAUTHORIZATION_REQUIRED))
                .isEqualTo(1);
    }

    @Test
    void connectingAgainRecoversARevokedConnection() {
        Connected one = connect();
        GOOGLE.revokeGrant(one.email());
        expire(one);
        refused(one);

        authorize(one);

        assertThat(token(one).generation()).isEqualTo(2);
        assertThat(column(one, "status")).isEqualTo("active");
        assertThat(column(one, "health_status")).isEqualTo("healthy");
        assertThat(events(one, EventCatalogue.CONNECTION_RECOVERED)).isEqualTo(1);
        assertThat(logged(one, "The connection works again")).isEqualTo(1);
    }

    @Test
    void anotherAccountIsNeverRefreshedWithTheTokenOfTheOneBefore() {
        Connected one = connect();
        String other = newUser();
        GOOGLE.grant(other);
        GOOGLE.consentsAs(other);
        String url = authorizations.authorizeUrl(one.tenant().id(), one.id(), "http://localhost/back", null);
        // Asked without a prompt, a provider gives who has agreed before no refresh token.
        Map<String, String> back = query(GOOGLE.visit(url.replace("prompt=consent", "prompt=none")));
        authorizations.complete(back.get("code"), back.get("state"));
        awaitQuiet(one);
        expire(one);

        assertThat(column(one, "account")).isEqualTo(other);
        assertThat(refused(one).kind()).isEqualTo(ErrorClass.REAUTHORISE);
    }

    @Test
    void theSameAccountKeepsItsRefreshTokenWhenTheProviderGivesNoOther() {
        Connected one = connect();
        String url = authorizations.authorizeUrl(one.tenant().id(), one.id(), "http://localhost/back", null);
        Map<String, String> back = query(GOOGLE.visit(url.replace("prompt=consent", "prompt=none")));
        authorizations.complete(back.get("code"), back.get("state"));
        awaitQuiet(one);
        expire(one);

        assertThat(token(one).generation()).isEqualTo(3);
    }

    @Test
    void anotherTenantGetsNoTokenOfAConnection() {
        Connected one = connect();
        long other = tenants.meet(TenantKind.ORGANIZATION, someone()).id();

        ProviderFault fault = catchThrowableOfType(ProviderFault.class, () -> accessTokens.of(other, one.id()));
        ProviderFault renewal = catchThrowableOfType(
                ProviderFault.class, () -> accessTokens.renewed(other, one.id(), new AccessToken("any", 1, null)));

        assertThat(List.of(fault.kind(), renewal.kind())).containsOnly(ErrorClass.REAUTHORISE);
        assertThat(GOOGLE.refreshes(refreshToken(one))).isZero();
    }

    @Test
    void aTokenIsRefreshedByItsTaskBeforeItRunsOut() {
        Connected one = connect();
        String refreshToken = refreshToken(one);

        tasks.scheduleNow(Credentials.REFRESH, one.tenant().id(), one.id());

        await().atMost(PATIENCE)
                .until(() -> GOOGLE.refreshes(refreshToken) == 1
                        && token(one).generation() == 2
                        && database.queryForObject(
                                        "SELECT count(*) FROM task WHERE connection_id = ? AND kind = ? AND claim IS NULL"
                                                + " AND due_at BETWEEN now() + interval '45 minutes' AND now() + interval '1 hour'",
                                        Integer.class,
                                        one.id(),
                                        Credentials.REFRESH)
                                == 1);
    }

    @Test
    void whoAsksForARefreshGetsOneThoughTheTokenHolds() {
        Connected one = connect();

        refresh.refreshNow(one.tenant().id(), one.id());

        assertThat(GOOGLE.refreshes(refreshToken(one))).isEqualTo(1);
    }

    @Test
    void hubsWhoseClocksDifferByHoursAgreeOnWhatHolds() {
        Connected one = connect();
        AccessToken kept = token(one);
        for (int hours : new int[] {-2, 2}) {
            AccessTokens other = hubWith(Clock.offset(clock, Duration.ofHours(hours)));
            assertThat(other.of(one.tenant().id(), one.id())).isEqualTo(kept);
        }
        assertThat(GOOGLE.refreshes(refreshToken(one))).isZero();

        expire(one);
        AccessToken renewed = hubWith(Clock.offset(clock, Duration.ofHours(2)))
                .of(one.tenant().id(), one.id());
        assertThat(renewed).isNotEqualTo(kept);
        assertThat(token(one)).isEqualTo(renewed);
        assertThat(GOOGLE.refreshes(refreshToken(one))).isEqualTo(1);
    }

    private AccessTokens otherHub() {
        return hubWith(clock);
    }

    private AccessTokens hubWith(Clock clock) {
        Credentials own = new Credentials(database, vault, tasks, clock);
        return new AccessTokens(
                new Candidates(endpoint, own, clock),
                own,
                new Refreshes(own, endpoint, connections, providers, health, clock),
                clock);
    }

    private String refreshToken(Connected one) {
        return credentials.find(one.tenant().id(), one.id()).orElseThrow().refreshToken();
    }

    private static String encoded(String text) {
        return TokenEndpoint.encoded(text);
    }

    private ProviderFault refused(Connected one) {
        return catchThrowableOfType(ProviderFault.class, () -> token(one));
    }

    private void wait(Connected one, String interval) {
        database.update(
                "UPDATE credential SET retry_at = now() + ?::interval WHERE connection_id = ?", interval, one.id());
    }

    private Instant databaseTime() {
        return database.queryForObject("SELECT now()", OffsetDateTime.class).toInstant();
    }

    /** Does something of a caller's number. */
    private interface Calling<T> {
        T call(int number);
    }

    /** @return the different things that callers got who began together */
    private static <T> Set<T> atOnce(int callers, Calling<T> calling) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Callable<T>> calls = new ArrayList<>();
            for (int number = 0; number < callers; number++) {
                int own = number;
                calls.add(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return calling.call(own);
                });
            }
            Set<T> got = new HashSet<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                got.add(call.get());
            }
            return got;
        } finally {
            threads.shutdownNow();
        }
    }
}
