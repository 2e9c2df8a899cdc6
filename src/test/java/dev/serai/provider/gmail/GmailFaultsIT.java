package dev.serai.provider.gmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.standin.Call;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What Google and the network do to calls of Gmail, and that each has the credentials of its own connection. */
class GmailFaultsIT extends GmailHub {

    /** More than two, because each has a pace that it is held to. */
    private static final int TENANTS = 8;

    @Autowired
    private CamelContext camel;

    @AfterEach
    void dripAsBefore() {
        GOOGLE.dripsEvery(Duration.ofMillis(20));
    }

    @Test
    void aTokenThatHasRunOutIsRenewedOnce() {
        Connected one = connect();
        GOOGLE.expireAccessTokens(one.email());
        int before = GOOGLE.refreshes();

        assertThat(act(one, "gmail-list", Map.of()).path("messages")).isEmpty();
        assertThat(act(one, "gmail-list", Map.of()).path("messages")).isEmpty();

        assertThat(GOOGLE.refreshes() - before).isEqualTo(1);
    }

    @Test
    void aGrantThatWasTakenBackHasToBeGivenAgain() {
        Connected one = connect();
        GOOGLE.revokeGrant(one.email());

        Reply reply = get("/integrations/gmail", one.token());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).contains("connect the integration again");
        assertThat(database.queryForObject("SELECT health_status FROM connection WHERE id = ?", String.class, one.id()))
                .isEqualTo("unhealthy");
    }

    @Test
    void aMissingScopeHasToBeGrantedAgain() {
        Connected one = connect();
        GOOGLE.failNext(1, own(one, GoogleCall::isMailList), GoogleFault.INSUFFICIENT_PERMISSIONS);

        assertThat(fault(one).kind()).isEqualTo(ErrorClass.REAUTHORISE);
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleFault.class,
            names = {"RATE_LIMIT", "USER_RATE_LIMIT", "QUOTA", "TOO_MANY_REQUESTS", "BACKEND_ERROR", "UNAVAILABLE"})
    void aReadThatFailsForAMomentIsMadeAgain(GoogleFault fault) {
        Connected one = connect();
        one.mailbox().receive("ada@example.com", "Hello", "Text");
        GOOGLE.failNext(1, own(one, GoogleCall::isMailGet), fault);

        assertThat(act(one, "gmail-list", Map.of()).path("messages")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleFault.class,
            names = {"USER_RATE_LIMIT", "TOO_MANY_REQUESTS", "BACKEND_ERROR", "GARBAGE", "LOST_ANSWER", "CLOSED"})
    void aMessageIsNeverSentASecondTime(GoogleFault fault) {
        Connected one = connect();
        GOOGLE.failNext(1, own(one, GoogleCall::isMailSend), fault);

        Reply reply =
                send("POST", "/integrations/gmail/send", one.token(), "{\"to\":\"ada@example.com\",\"text\":\"Once\"}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(one.mailbox().sent().size()).isLessThanOrEqualTo(1);
        assertThat(GOOGLE.calls(own(one, GoogleCall::isMailSend))).hasSize(1);
    }

    @Test
    void whoIsToWaitIsToldHowLong() {
        Connected one = connect();
        GOOGLE.failNext(2, own(one, GoogleCall::isMailList), GoogleFault.TOO_MANY_REQUESTS);

        Reply reply = get("/integrations/gmail", one.token());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(
            value = GoogleFault.class,
            names = {"GARBAGE", "LOST_ANSWER", "CLOSED", "HANG", "DRIP"})
    void anAnswerThatIsNoneMayBeOneLater(GoogleFault fault) {
        Connected one = connect();
        GOOGLE.dripsEvery(Duration.ofMillis(500));
        GOOGLE.failNext(1, own(one, GoogleCall::isMailList), fault);

        assertThat(fault(one).kind()).isEqualTo(ErrorClass.RETRY);

        assertThat(act(one, "gmail-list", Map.of()).path("messages")).isEmpty();
    }

    @Test
    void aFaultIsInTheLogOfItsConnection() {
        Connected one = connect();
        GOOGLE.failNext(2, own(one, GoogleCall::isMailList), GoogleFault.BACKEND_ERROR);

        assertThatThrownBy(() -> act(one, "gmail-list", Map.of())).isInstanceOf(ProviderFault.class);

        assertThat(database.queryForList(
                        "SELECT message FROM connection_log WHERE connection_id = ?", String.class, one.id()))
                .anyMatch(message -> message.contains("HTTP 500, backendError"));
    }

    @Test
    void noCallEverHasTheCredentialsOfAnotherConnection() throws Exception {
        List<Connected> all = Stream.generate(this::connect).limit(TENANTS).toList();
        all.forEach(one -> one.mailbox().receive("ada@example.com", one.email(), "Text"));
        List<String> ids = all.stream().map(one -> one.mailbox().ids().get(0)).toList();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long endpoints = endpoints();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Connected one = all.get(i % TENANTS);
                String id = ids.get(i % TENANTS);
                calls.add(callers.submit(() -> act(one, "gmail-get", Map.of("message_id", id))));
            }
            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i).get().path("subject").asText())
                        .isEqualTo(all.get(i % TENANTS).email());
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(endpoints() - endpoints).isLessThanOrEqualTo(1);
        // The callers, and the pool that the component has for all.
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                .isLessThan(60);
    }

    private long endpoints() {
        return camel.getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointUri().startsWith("google-mail"))
                .count();
    }

    @Test
    void noSecretIsInAnAddressOfAnEndpointOrOfARequest() {
        Connected one = connect();
        act(one, "gmail-list", Map.of());

        assertThat(camel.getEndpoints().stream().map(endpoint -> endpoint.getEndpointUri()))
                .filteredOn(address -> address.startsWith("google-mail"))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address).doesNotContain("?"));
        assertThat(GOOGLE.calls(own(one, GoogleCall::isGmail)))
                .allSatisfy(call -> assertThat(call.query().keySet())
                        .doesNotContainAnyElementsOf(
                                Arrays.asList("access_token", "oauth_token", "clientSecret", "clientId", "key")));
    }

    private ProviderFault fault(Connected one) {
        return catchThrowableOfType(ProviderFault.class, () -> act(one, "gmail-list", Map.of()));
    }

    /** Other tests' connections may call at the same time. */
    private static Predicate<Call> own(Connected one, Predicate<Call> kind) {
        return call -> kind.test(call) && GOOGLE.isTokenOf(one.email(), call);
    }

    /** The scopes that the tests' users grant are those that the provider's file asks for. */
    @Test
    void asksForNoMoreThanReadingAndSending() {
        assertThat(providers
                        .find("gmail")
                        .orElseThrow()
                        .authorizationCode()
                        .orElseThrow()
                        .scopes())
                .contains(GoogleStandIn.MAIL_SCOPE, GoogleStandIn.SEND_SCOPE)
                .noneMatch(scope -> scope.contains("mail.google.com") || scope.endsWith("modify"));
    }
}
