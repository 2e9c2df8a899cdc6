package dev.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import dev.serai.webhook.delivery.WebhookTester;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What owners do with their webhooks. */
class WebhooksIT extends SharedHub {

    @Autowired
    private WebhookTester tester;

    @Test
    void aNewWebhookIsActiveAndTellsItsSecretOnce() {
        RevealedWebhook created = register(receiver());

        assertThat(created.webhook().status()).isEqualTo(WebhookStatus.ACTIVE);
        assertThat(created.secret()).startsWith("whsec_");
        assertThat(webhooks.get(tenant, created.webhook().id())).isEqualTo(created.webhook());
        assertThat(created).hasToString("RevealedWebhook[" + created.webhook().id() + "]");
    }

    @Test
    void whatIsSecretIsSealedInTheDatabase() {
        RevealedWebhook created =
                register(tenant, receiver(), 1, 5_000, Map.of("Authorization", "Bearer very-secret-token"));
        List<String> row = database.query(
                "SELECT w::text AS row FROM webhook w WHERE id = ?",
                (found, number) -> found.getString("row"),
                created.webhook().id());

        assertThat(row.get(0)).doesNotContain(hex(created.secret())).doesNotContain(hex("very-secret-token"));
        assertThat(webhooks.get(tenant, created.webhook().id()).headers())
                .containsEntry("Authorization", "Bearer very-secret-token");
    }

    @Test
    void theyAreListedTheOldestFirst() {
        List<UUID> made = IntStream.range(0, 3)
                .mapToObj(i -> register(receiver()).webhook().id())
                .toList();

        assertThat(webhooks.list(tenant)).extracting(Webhook::id).isEqualTo(made);
    }

    @Test
    void aChangeLeavesAloneWhatItDoesNotName() {
        RevealedWebhook created = register(receiver());
        Webhook changed = webhooks.update(
                tenant,
                created.webhook().id(),
                new WebhookChange("New name", null, null, List.of("call.ended"), null, null, null, null, null));

        assertThat(changed.name()).isEqualTo("New name");
        assertThat(changed.events()).containsExactly("call.ended");
        assertThat(changed.url()).isEqualTo(created.webhook().url());
        assertThat(changed.retryAttempts()).isEqualTo(created.webhook().retryAttempts());
        assertThat(changed.status()).isEqualTo(WebhookStatus.ACTIVE);
    }

    static Stream<Arguments> whatCanNotBeTaken() {
        return Stream.of(
                Arguments.of(
                        "name",
                        new NewWebhook(" ", "http://127.0.0.1/", List.of(EVENT), null, Map.of(), null, null, null)),
                Arguments.of(
                        "name",
                        new NewWebhook(
                                "a\u0000b", "http://127.0.0.1/", List.of(EVENT), null, Map.of(), null, null, null)),
                Arguments.of(
                        "name",
                        new NewWebhook(
                                "a".repeat(256),
                                "http://127.0.0.1/",
                                List.of(EVENT),
                                null,
                                Map.of(),
                                null,
                                null,
                                null)),
                Arguments.of(
                        "url",
                        new NewWebhook("a", "ftp://127.0.0.1/", List.of(EVENT), null, Map.of(), null, null, null)),
                Arguments.of(
                        "url",
                        new NewWebhook("a", "http://10.0.0.1/", List.of(EVENT), null, Map.of(), null, null, null)),
                Arguments.of(
                        "events",
                        new NewWebhook("a", "http://127.0.0.1/", List.of(), null, Map.of(), null, null, null)),
                Arguments.of(
                        "events.1",
                        new NewWebhook(
                                "a", "http://127.0.0.1/", List.of(EVENT, "no.such"), null, Map.of(), null, null, null)),
                Arguments.of(
                        "secret",
                        new NewWebhook("a", "http://127.0.0.1/", List.of(EVENT), "short", Map.of(), null, null, null)),
                Arguments.of(
                        "headers.Host",
                        new NewWebhook(
                                "a", "http://127.0.0.1/", List.of(EVENT), null, Map.of("Host", "b"), null, null, null)),
                Arguments.of(
                        "retryAttempts",
                        new NewWebhook("a", "http://127.0.0.1/", List.of(EVENT), null, Map.of(), 0, null, null)),
                Arguments.of(
                        "timeoutMs",
                        new NewWebhook("a", "http://127.0.0.1/", List.of(EVENT), null, Map.of(), null, 999, null)),
                Arguments.of(
                        "integrationId",
                        new NewWebhook(
                                "a",
                                "http://127.0.0.1/",
                                List.of(EVENT),
                                null,
                                Map.of(),
                                null,
                                null,
                                UUID.randomUUID())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCanNotBeTaken")
    void whatCanNotBeTakenIsRefusedByItsName(String field, NewWebhook wanted) {
        assertThatThrownBy(() -> webhooks.register(tenant, wanted))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo(field));
        assertThat(webhooks.list(tenant)).isEmpty();
    }

    @Test
    void anotherTenantsWebhookIsNotThere() {
        UUID id = register(receiver()).webhook().id();
        Tenant other = newTenant();
        WebhookChange change = new WebhookChange("x", null, null, null, null, null, null, null, null);

        assertThatThrownBy(() -> webhooks.get(other, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> webhooks.update(other, id, change)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> webhooks.delete(other, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> webhooks.rotateSecret(other, id, null, Duration.ZERO))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> log.newest(other, id, 10)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> log.statistics(other, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> log.attempts(other, id, UUID.randomUUID())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tester.test(other, id)).isInstanceOf(NotFound.class);
        assertThat(webhooks.list(other)).isEmpty();
        assertThat(webhooks.get(tenant, id).name()).isEqualTo("Test");
    }

    @Test
    void anotherTenantsEventsDoNotComeHere() {
        Receiver receiver = receiver();
        register(receiver);

        assertThat(intake.accept(newTenant(), event("{}"), null).deliveries()).isZero();
        assertThat(accept().deliveries()).isEqualTo(1);
        receiver.awaitArrivals(1);
    }

    @Test
    void anInactiveWebhookIsPassedBy() {
        RevealedWebhook webhook = register(receiver());
        setStatus(webhook, WebhookStatus.INACTIVE);
        assertThat(accept().deliveries()).isZero();

        setStatus(webhook, WebhookStatus.ACTIVE);
        assertThat(accept().deliveries()).isEqualTo(1);
    }

    @Test
    void onlyActiveAndInactiveCanBeChosen() {
        RevealedWebhook webhook = register(receiver());

        assertThatThrownBy(() -> setStatus(webhook, WebhookStatus.DISABLED)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> setStatus(webhook, WebhookStatus.PAUSED)).isInstanceOf(Invalid.class);
    }

    @Test
    void aRemovedWebhookTakesItsBacklogAlong() {
        Receiver receiver = receiver().answers(500);
        RevealedWebhook webhook = register(tenant, receiver, 50, 5_000, Map.of());
        accept(20);
        receiver.awaitArrivals(1);
        webhooks.delete(tenant, webhook.webhook().id());

        assertThatThrownBy(() -> webhooks.get(tenant, webhook.webhook().id())).isInstanceOf(NotFound.class);
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM delivery_due WHERE webhook_id = ?",
                        Integer.class,
                        webhook.webhook().id()))
                .isZero();
    }

    @Test
    void aNewAddressIsTriedAtOnceThoughTheOldOneWasPaused() {
        Receiver former = receiver().behaves(Receiver.status(503, "Retry-After", "600"));
        RevealedWebhook webhook = register(tenant, former, 50, 5_000, Map.of());
        accept();
        former.awaitArrivals(1);
        await().atMost(PATIENCE)
                .until(() -> webhooks.get(tenant, webhook.webhook().id()).lastFailureAt() != null);
        Receiver current = receiver();
        setUrl(webhook, current.url());
        accept();

        current.awaitArrivals(1);
    }

    @Test
    void changesAtTheSameTimeAllSucceed() {
        RevealedWebhook webhook = register(receiver());
        List<CompletableFuture<Void>> changes = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.runAsync(() -> setStatus(webhook, WebhookStatus.ACTIVE)))
                .toList();

        assertThat(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)))
                .succeedsWithin(PATIENCE);
    }

    @Test
    void aTestSendsOneSignedEventAndCountsNowhere() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        TestOutcome outcome = tester.test(tenant, webhook.webhook().id());

        assertThat(outcome).isEqualTo(new TestOutcome(true, "Webhook test successful", 200));
        Receiver.Arrival arrival = receiver.awaitArrivals(1).get(0);
        assertThat(arrival.header("X-Webhook-Event")).isEqualTo("webhook.test");
        assertThat(arrival.header("X-Webhook-Signature")).matches("[0-9a-f]{64}");
        assertThat(statistics(webhook)).isEqualTo(new DeliveryStatistics(0, 0, 0));
    }

    @Test
    void aTestTellsWhatTheReceiverAnswered() {
        RevealedWebhook webhook = register(receiver().answers(503));

        assertThat(tester.test(tenant, webhook.webhook().id()))
                .isEqualTo(new TestOutcome(false, "The receiver answered 503", 503));
    }

    @Test
    void aTestThatReachesNobodyIsAnOutcome() {
        RevealedWebhook webhook = register(tenant, receiver().hangs(), 1, 1_000, Map.of());

        assertThat(tester.test(tenant, webhook.webhook().id()))
                .isEqualTo(new TestOutcome(false, "Connection timeout", null));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
