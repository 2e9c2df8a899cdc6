package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.DatabaseOutage;
import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.Unavailable;
import dev.serai.tenancy.Tenant;
import dev.serai.webhook.RevealedWebhook;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** How events come in: committed with their deliveries and their key, once. */
class EventIntakeIT extends SharedHub {

    @Autowired
    private Environment environment;

    @Autowired
    private DataSource dataSource;

    @Test
    void anEventGoesToEveryWebhookThatWantsIt() {
        Receiver first = receiver();
        Receiver second = receiver();
        register(first);
        register(second, EVENT, "call.ended");
        register(receiver(), "call.ended");

        assertThat(accept().deliveries()).isEqualTo(2);
        first.awaitArrivals(1);
        second.awaitArrivals(1);
    }

    @Test
    void anEventWithoutAnIdOfItsOwnGetsOne() {
        AcceptedEvent accepted = accept();

        assertThat(accepted.id()).matches("[0-9a-f-]{36}");
        assertThat(accepted.type()).isEqualTo(EVENT);
    }

    @Test
    void theSameKeyIsAnsweredAsTheFirstTimeAndDeliveredOnce() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        AcceptedEvent first = intake.accept(tenant, event("{\"a\":1}"), "key");
        register(receiver());

        assertThat(intake.accept(tenant, event("{\"a\":1}"), "key")).isEqualTo(first);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        assertThat(statistics(webhook).total()).isEqualTo(1);
    }

    static Stream<NewEvent> otherRequests() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        Instant time = Instant.parse("2025-01-01T00:00:00Z");
        return Stream.of(
                new NewEvent("call.ended", data.deepCopy(), null, null),
                new NewEvent(EVENT, data.deepCopy().put("b", 1), null, null),
                new NewEvent(EVENT, data.deepCopy(), "an-id", null),
                new NewEvent(EVENT, data.deepCopy(), null, time));
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void theSameKeyForAnotherRequestIsAConflict(NewEvent other) {
        intake.accept(tenant, event("{}"), "key");

        assertThatThrownBy(() -> intake.accept(tenant, other, "key")).isInstanceOf(Conflict.class);
    }

    @Test
    void theIdOfAnEventThatWasRefusedIsFree() {
        NewEvent other =
                new NewEvent(EVENT, JsonNodeFactory.instance.objectNode().put("b", 1), "an-id", null);
        intake.accept(tenant, event("{}"), "key");
        assertThatThrownBy(() -> intake.accept(tenant, other, "key")).isInstanceOf(Conflict.class);

        AcceptedEvent accepted = intake.accept(tenant, other, "another key");

        assertThat(accepted.id()).isEqualTo("an-id");
        assertThat(intake.accept(tenant, other, null)).isEqualTo(accepted);
    }

    @Test
    void theSameKeyOfAnotherTenantIsAnotherKey() {
        AcceptedEvent mine = intake.accept(tenant, event("{}"), "key");

        assertThat(intake.accept(newTenant(), event("{\"b\":2}"), "key").id()).isNotEqualTo(mine.id());
    }

    @Test
    void aKeyThatHasOutlivedItsTimeIsFreeAgain() {
        AcceptedEvent first = intake.accept(tenant, event("{}"), "key");
        database.update(
                "UPDATE event_key SET created_at = now() - interval '25 hours' WHERE tenant_id = ?", tenant.id());

        assertThat(intake.accept(tenant, event("{\"b\":2}"), "key").id()).isNotEqualTo(first.id());
    }

    @Test
    void ofManyRequestsWithOneKeyAtOnceOneIsTakenAndAllGetItsAnswer() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        List<CompletableFuture<AcceptedEvent>> all = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> intake.accept(tenant, event("{\"a\":1}"), "key")))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        assertThat(statistics(webhook).total()).isEqualTo(1);
    }

    @Test
    void aKeyThatAnotherHubIsCommittingIsWaitedFor() throws Exception {
        CompletableFuture<AcceptedEvent> repeat;
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO event_key (tenant_id, scope, key, fingerprint, accepted)"
                    + " VALUES (" + tenant.id() + ", 'event', 'their-id', '',"
                    + " '[{\"id\":\"their-id\",\"type\":\"application.created\",\"deliveries\":7}]')");
            repeat = CompletableFuture.supplyAsync(
                    () -> intake.accept(tenant, new NewEvent(EVENT, parsed("{}"), "their-id", null), null));
            await().atMost(PATIENCE)
                    .until(() -> database.queryForObject(
                                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
                                    Integer.class)
                            > 0);
            other.commit();
            other.setAutoCommit(true);
        }

        assertThat(repeat.join().deliveries()).isEqualTo(7);
    }

    @Test
    void theSameIdIsTheSameEvent() {
        RevealedWebhook webhook = register(receiver());
        AcceptedEvent first = intake.accept(tenant, new NewEvent(EVENT, parsed("{}"), "id-1", null), null);
        AcceptedEvent again = intake.accept(tenant, new NewEvent(EVENT, parsed("{}"), "id-1", null), "another key");

        assertThat(first.id()).isEqualTo("id-1");
        assertThat(again).isEqualTo(first);
        assertThat(statistics(webhook).total()).isEqualTo(1);
    }

    @Test
    void aBatchIsTakenInItsOrder() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        List<AcceptedEvent> accepted = intake.acceptAll(
                tenant,
                List.of(
                        new NewEvent(EVENT, parsed("{}"), "a", null),
                        new NewEvent("call.ended", parsed("{}"), "b", null),
                        new NewEvent(EVENT, parsed("{}"), "c", null)),
                null);

        assertThat(accepted)
                .containsExactly(
                        new AcceptedEvent("a", EVENT, 1),
                        new AcceptedEvent("b", "call.ended", 0),
                        new AcceptedEvent("c", EVENT, 1));
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 2);
    }

    @Test
    void aBatchWithOneBadEventIsRefusedWhole() {
        RevealedWebhook webhook = register(receiver());

        assertThatThrownBy(() -> intake.acceptAll(
                        tenant, List.of(event("{}"), new NewEvent("no.such", parsed("{}"), null, null)), null))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("events.1.event"));
        assertThat(statistics(webhook).total()).isZero();
    }

    @Test
    void aBatchRepeatedUnderItsKeyIsTakenOnce() {
        RevealedWebhook webhook = register(receiver());
        List<NewEvent> events = List.of(event("{\"n\":1}"), event("{\"n\":2}"));
        List<AcceptedEvent> first = intake.acceptAll(tenant, events, "batch");

        assertThat(intake.acceptAll(tenant, events, "batch")).isEqualTo(first);
        assertThat(statistics(webhook).total()).isEqualTo(2);
    }

    @Test
    void ofABatchOnlyWhatIsNewIsTaken() {
        RevealedWebhook webhook = register(receiver());
        intake.accept(tenant, new NewEvent(EVENT, parsed("{}"), "a", null), null);
        intake.acceptAll(
                tenant,
                List.of(new NewEvent(EVENT, parsed("{}"), "a", null), new NewEvent(EVENT, parsed("{}"), "b", null)),
                null);

        assertThat(statistics(webhook).total()).isEqualTo(2);
    }

    @Test
    void manyRequestsAtOnceAreAllTaken() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        List<CompletableFuture<AcceptedEvent>> all = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::accept))
                .toList();

        assertThat(all.stream().map(accepted -> accepted.join().id()).distinct())
                .hasSize(200);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 200);
        assertThat(receiver.arrivals().stream()
                        .map(arrival -> arrival.header("webhook-id"))
                        .distinct())
                .hasSize(200);
    }

    static Stream<Arguments> whatCanNotBeTaken() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        return Stream.of(
                Arguments.of("event", new NewEvent("application.create", data, null, null)),
                Arguments.of("data", new NewEvent(EVENT, data.arrayNode(), null, null)),
                Arguments.of("id", new NewEvent(EVENT, data, "", null)),
                Arguments.of("id", new NewEvent(EVENT, data, "a\u0000", null)),
                Arguments.of("id", new NewEvent(EVENT, data, "a".repeat(256), null)),
                Arguments.of("timestamp", new NewEvent(EVENT, data, null, Instant.MAX)),
                Arguments.of("timestamp", new NewEvent(EVENT, data, null, Instant.MIN)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCanNotBeTaken")
    void whatCanNotBeTakenIsRefusedByItsName(String field, NewEvent event) {
        assertThatThrownBy(() -> intake.accept(tenant, event, null))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void aKeyThatCanNotBeKeptIsRefused() {
        for (String key : new String[] {"", "a\u0000", "a".repeat(256)}) {
            assertThatThrownBy(() -> intake.accept(tenant, event("{}"), key))
                    .isInstanceOfSatisfying(Invalid.class, refused -> assertThat(refused.field())
                            .isEqualTo("Idempotency-Key"));
        }
    }

    @Test
    void aNullCharacterInTheDataArrivesAsItWasSent() {
        Receiver receiver = receiver();
        register(receiver);
        intake.accept(tenant, event("{\"text\":\"a\\u0000b\"}"), null);

        assertThat(parsed(receiver.awaitArrivals(1).get(0).text()).get("data"))
                .isEqualTo(parsed("{\"text\":\"a\\u0000b\"}"));
    }

    @Test
    void withoutItsDatabaseTheHubSaysSoAndRecoversByItself() throws Exception {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        Tenant known = tenant;
        DatabaseOutage outage = new DatabaseOutage(environment);
        outage.begin();
        try {
            List<CompletableFuture<AcceptedEvent>> all = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> intake.accept(known, event("{}"), null)))
                    .toList();
            assertThat(all)
                    .allSatisfy(accepted -> assertThatThrownBy(accepted::join).hasCauseInstanceOf(Unavailable.class));
        } finally {
            outage.end();
        }

        await().atMost(PATIENCE).ignoreException(Unavailable.class).until(() -> accept() != null);
        receiver.awaitArrivals(1);
        await().atMost(PATIENCE)
                .until(() ->
                        statistics(webhook).success() == statistics(webhook).total());
    }
}
