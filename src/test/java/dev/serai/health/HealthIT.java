package dev.serai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.connection.ConnectionHealth;
import dev.serai.event.EventCatalogue;
import dev.serai.oauth.ConnectedHub;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.standin.Call;
import dev.serai.schedule.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How a connection's state follows what really happens with it, and who is told. */
class HealthIT extends ConnectedHub {

    private static final Predicate<Call> CHECK = call -> call.path().endsWith("/users/me/calendarList");

    @Autowired
    private ConnectionHealth health;

    @Autowired
    private Tasks tasks;

    @Test
    void aConnectionThatWorksIsHealthy() {
        Connected one = connect();

        JsonNode check = check(one);

        assertThat(check.size()).isEqualTo(5);
        assertThat(check.path("integrationId").asText()).isEqualTo(one.id().toString());
        assertThat(check.path("provider").asText()).isEqualTo("google_calendar");
        assertThat(check.path("status").asText()).isEqualTo("healthy");
        assertThat(check.path("responseTime").isIntegralNumber()).isTrue();
        assertThat(check.path("responseTime").asLong()).isNotNegative();
        assertThat(Instant.parse(check.path("checkedAt").asText())).isBeforeOrEqualTo(Instant.now());
        JsonNode shown = shown(one);
        assertThat(shown.size()).isEqualTo(3);
        assertThat(shown.path("status").asText()).isEqualTo("healthy");
        assertThat(shown.path("lastError").isNull()).isTrue();
        assertThat(Instant.parse(shown.path("lastCheckAt").asText())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void whatNobodyHasAuthorisedIsNotCalledHealthy() {
        Connected one = pending();

        JsonNode shown = shown(one);

        assertThat(shown.path("status").asText()).isEqualTo("unhealthy");
        assertThat(shown.path("lastCheckAt").isNull()).isTrue();
        assertThat(shown.path("lastError").asText()).isEqualTo("Not authorised with the provider yet");
        assertThat(check(one).path("status").asText()).isEqualTo("unhealthy");
        assertThat(column(one, "status")).isEqualTo("pending");
    }

    @Test
    void aRateLimitDegradesAndTheNextGoodCheckRecovers() {
        Connected one = connect();
        meet(GoogleFault.TOO_MANY_REQUESTS);

        for (int check = 0; check < 3; check++) {
            assertThat(check(one).path("status").asText()).isEqualTo("degraded");
        }

        assertThat(shown(one).path("status").asText()).isEqualTo("degraded");
        assertThat(shown(one).path("lastError").asText()).startsWith("Rate limit exceeded");
        assertThat(column(one, "status")).isEqualTo("active");
        told(one, EventCatalogue.CONNECTION_DEGRADED, "The connection does not work as it should:");
        assertThat(events(one, EventCatalogue.CONNECTION_RECOVERED)).isZero();

        GOOGLE.heal();
        for (int check = 0; check < 3; check++) {
            assertThat(check(one).path("status").asText()).isEqualTo("healthy");
        }

        assertThat(shown(one).path("lastError").isNull()).isTrue();
        told(one, EventCatalogue.CONNECTION_RECOVERED, "The connection works again");
        told(one, EventCatalogue.CONNECTION_DEGRADED, "The connection does not work as it should:");
    }

    @Test
    void aProviderThatRefusesEvenAFreshTokenMakesUnhealthy() {
        Connected one = connect();
        meet(GoogleFault.UNAUTHORIZED);

        for (int check = 0; check < 2; check++) {
            assertThat(check(one).path("status").asText()).isEqualTo("unhealthy");
        }

        assertThat(shown(one).path("lastError").asText()).startsWith("Authentication failed: Invalid credentials");
        assertThat(column(one, "status")).isEqualTo("error");
        told(
                one,
                EventCatalogue.CONNECTION_REAUTHORIZATION_REQUIRED,
                "The provider refuses the credentials; connect again:");
    }

    @Test
    void aRefusedCallWhoseRefreshIsRefusedTooMakesRevoked() {
        Connected one = connect();
        GOOGLE.revokeGrant(one.email());

        for (int check = 0; check < 2; check++) {
            assertThat(check(one).path("status").asText()).isEqualTo("unhealthy");
        }

        assertThat(column(one, "status")).isEqualTo("revoked");
        told(
                one,
                EventCatalogue.CONNECTION_REAUTHORIZATION_REQUIRED,
                "The provider refuses the credentials; connect again:");
    }

    @Test
    void aTokenThatDiedEarlyIsRenewedAndTheConnectionStaysHealthy() {
        Connected one = connect();
        GOOGLE.expireAccessTokens(one.email());

        assertThat(check(one).path("status").asText()).isEqualTo("healthy");
        assertThat(token(one).generation()).isEqualTo(2);
        assertThat(events(one, EventCatalogue.CONNECTION_RECOVERED)).isZero();
    }

    @Test
    void oneFailingCallIsChanceAndThreeInARowAreAState() {
        Connected one = connect();

        fail(one, 2);
        assertThat(column(one, "health_status")).isEqualTo("healthy");

        fail(one, 1);
        assertThat(column(one, "health_status")).isEqualTo("degraded");
        told(one, EventCatalogue.CONNECTION_DEGRADED, "The connection does not work as it should:");
    }

    @Test
    void aCallThatWorksInBetweenBeginsTheCountAnew() {
        Connected one = connect();

        fail(one, 2);
        health.worked(one.tenant().id(), one.id());
        fail(one, 2);

        assertThat(column(one, "health_status")).isEqualTo("healthy");
        assertThat(events(one, EventCatalogue.CONNECTION_DEGRADED)).isZero();
    }

    @Test
    void whatIsDegradedForTooLongIsUnhealthy() {
        Connected one = connect();
        fail(one, 3);
        database.update(
                "UPDATE connection SET health_since = health_since - interval '61 minutes' WHERE id = ?", one.id());

        fail(one, 1);

        assertThat(column(one, "health_status")).isEqualTo("unhealthy");
        assertThat(column(one, "status")).isEqualTo("error");
    }

    @Test
    void aRequestThatTheProviderDidNotLikeSaysNothingOfTheConnection() {
        Connected one = connect();

        for (int call = 0; call < 5; call++) {
            health.failed(one.tenant().id(), one.id(), new ProviderFault(ErrorClass.PERMANENT, "No such calendar"));
        }

        assertThat(column(one, "health_status")).isEqualTo("healthy");
    }

    @Test
    void anotherTenantSeesAndChecksNothing() {
        Connected one = connect();
        String stranger = token(someone(), List.of("integrations:read", "integrations:update"));

        assertThat(get(path(one), stranger).status()).isEqualTo(404);
        assertThat(send("POST", path(one) + "/check", stranger, null).status()).isEqualTo(404);
    }

    @Test
    void aScheduledCheckPlansTheNextOne() {
        Connected one = connect();
        database.update("UPDATE connection SET last_health_check_at = NULL WHERE id = ?", one.id());

        tasks.scheduleNow(ScheduledChecks.CHECK, one.tenant().id(), one.id());

        await().atMost(PATIENCE)
                .until(() ->
                        column(one, "last_health_check_at") != null && checksPlanned(one, "40 minutes", "80 minutes"));
    }

    @Test
    void aConnectionThatIsNotWellIsCheckedAgainSoon() {
        Connected one = connect();
        meet(GoogleFault.UNAVAILABLE);

        tasks.scheduleNow(ScheduledChecks.CHECK, one.tenant().id(), one.id());

        await().atMost(PATIENCE)
                .until(() -> "degraded".equals(column(one, "health_status"))
                        && checksPlanned(one, "3 minutes", "7 minutes"));
    }

    @Test
    void aRevokedConnectionIsNotCheckedAnyMore() {
        Connected one = connect();
        GOOGLE.revokeGrant(one.email());
        check(one);
        int checks = GOOGLE.count(CHECK);

        tasks.scheduleNow(ScheduledChecks.CHECK, one.tenant().id(), one.id());

        await().atMost(PATIENCE).until(() -> tasks.of(one.id()).isEmpty());
        assertThat(checks).isPositive();
        assertThat(events(one, EventCatalogue.CONNECTION_REAUTHORIZATION_REQUIRED))
                .isEqualTo(1);
    }

    private boolean checksPlanned(Connected one, String from, String to) {
        return database.queryForObject(
                        "SELECT count(*) FROM task WHERE connection_id = ? AND kind = ? AND claim IS NULL"
                                + " AND due_at BETWEEN now() + ?::interval AND now() + ?::interval",
                        Integer.class,
                        one.id(),
                        ScheduledChecks.CHECK,
                        from,
                        to)
                == 1;
    }

    /** All checks meet a fault; other tests' connections are quiet by now. */
    private static void meet(GoogleFault fault) {
        GOOGLE.fail(CHECK, fault);
    }

    private void fail(Connected one, int calls) {
        for (int call = 0; call < calls; call++) {
            health.failed(one.tenant().id(), one.id(), new ProviderFault(ErrorClass.RETRY, "HTTP 503"));
        }
    }

    private void told(Connected one, String event, String message) {
        assertThat(events(one, event)).isEqualTo(1);
        assertThat(logged(one, message)).isEqualTo(1);
    }

    private JsonNode shown(Connected one) {
        return get(path(one), owner(one)).expect(200).json();
    }

    private JsonNode check(Connected one) {
        Reply reply = send("POST", path(one) + "/check", owner(one), null);
        return reply.expect(200).json();
    }

    private static String path(Connected one) {
        return "/api/v1/integrations/" + one.id() + "/health";
    }

    private static String owner(Connected one) {
        return token(one.tenant().externalId(), List.of("integrations:read", "integrations:update"));
    }

    private static String token(String organization, List<String> permissions) {
        return token(Map.of("sub", "user-1", "organizationId", organization, "permissions", permissions));
    }
}
