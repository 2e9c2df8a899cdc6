package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.Receiver.Arrival;
import dev.serai.SharedHub;
import dev.serai.webhook.AttemptRecord;
import dev.serai.webhook.DeliveryRecord;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub makes of a receiver's answers. */
class RetryIT extends SharedHub {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everyAnswerBetween200And299IsASuccess(int status) {
        Receiver receiver = receiver().answers(status);
        RevealedWebhook webhook = register(receiver);
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        assertThat(delivery.responseStatus()).isEqualTo(status);
        assertThat(delivery.attemptCount()).isEqualTo(1);
        assertThat(delivery.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 400, 401, 404, 429, 500, 503})
    void everyOtherAnswerIsAFailureThatIsTriedAgain(int status) {
        Receiver receiver = receiver().answersInTurn(status, 200);
        RevealedWebhook webhook = register(receiver);
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        assertThat(delivery.attemptCount()).isEqualTo(2);
        assertThat(attempts(webhook, delivery).get(0).responseStatus()).isEqualTo(status);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() {
        Receiver elsewhere = receiver();
        Receiver receiver = receiver().behaves(Receiver.status(302, "Location", elsewhere.url()));
        RevealedWebhook webhook = register(tenant, receiver, 1, 5_000, Map.of());
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("failed"));
        assertThat(delivery.responseStatus()).isEqualTo(302);
        assertThat(delivery.error()).contains("Redirects are not followed");
        assertThat(elsewhere.arrivals()).isEmpty();
    }

    @Test
    void retryAttemptsIsTheNumberOfAttemptsInAll() {
        Receiver receiver = receiver().answers(500);
        RevealedWebhook webhook = register(tenant, receiver, 4, 5_000, Map.of());
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("failed"));
        assertThat(delivery.attemptCount()).isEqualTo(4);
        assertThat(delivery.error()).isEqualTo("Internal Server Error");
        assertThat(delivery.completedAt()).isNotNull();
        assertThat(receiver.arrivals()).hasSize(4);
    }

    @Test
    void everyAttemptIsInTheLogWithWhatTheReceiverAnswered() {
        Receiver receiver = receiver().behaves((arrival, exchange) -> Receiver.answer(
                        "1".equals(arrival.header("X-Webhook-Attempt")) ? 500 : 200,
                        "attempt " + arrival.header("X-Webhook-Attempt"))
                .answer(arrival, exchange));
        RevealedWebhook webhook = register(receiver);
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        List<AttemptRecord> attempts = attempts(webhook, delivery);
        assertThat(attempts).extracting(AttemptRecord::number).containsExactly(1, 2);
        assertThat(attempts).extracting(AttemptRecord::responseStatus).containsExactly(500, 200);
        assertThat(attempts).extracting(AttemptRecord::responseBody).containsExactly("attempt 1", "attempt 2");
        assertThat(attempts).extracting(AttemptRecord::error).containsExactly("Internal Server Error", null);
        assertThat(attempts.get(1).startedAt()).isAfter(attempts.get(0).startedAt());
    }

    @Test
    void aDeliveryUnderWayIsPendingInLogAndStatistics() {
        Receiver receiver = receiver().hangs();
        RevealedWebhook webhook = register(receiver);
        accept();
        receiver.awaitArrivals(1);

        assertThat(awaitNewest(webhook, newest -> true).status()).isEqualTo("pending");
        assertThat(statistics(webhook).pending()).isEqualTo(1);
        assertThat(statistics(webhook).successRate()).isZero();
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsAFailure() {
        Receiver receiver = receiver().behaves(Receiver.closing());
        RevealedWebhook webhook = register(tenant, receiver, 1, 5_000, Map.of());
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("failed"));
        assertThat(delivery.responseStatus()).isNull();
        assertThat(delivery.error()).isNotBlank();
    }

    @Test
    void aReceiverThatNobodyRunsIsAFailure() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(tenant, receiver, 1, 5_000, Map.of());
        receiver.close();
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("failed"));
        assertThat(delivery.error()).isEqualTo("Connection refused");
    }

    @Test
    void theTimeoutEndsAnExchangeWithoutAnswer() {
        Receiver receiver = receiver().hangs();
        RevealedWebhook webhook = register(tenant, receiver, 1, 1_000, Map.of());
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("failed"));
        assertThat(delivery.error()).isEqualTo("Connection timeout");
        assertThat(delivery.durationMs()).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void theTimeoutEndsABodyThatDrips() {
        Receiver receiver = receiver();
        receiver.behaves(receiver.dripping());
        RevealedWebhook webhook = register(tenant, receiver, 1, 1_000, Map.of());
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("failed"));
        assertThat(delivery.error()).isEqualTo("Connection timeout");
    }

    @Test
    void aLongAnswerIsCutAt16KilobytesInTheLog() {
        Receiver receiver = receiver().behaves(Receiver.answer(200, "x".repeat(1_000_000)));
        RevealedWebhook webhook = register(receiver);
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        assertThat(attempts(webhook, delivery).get(0).responseBody()).isEqualTo("x".repeat(16 * 1024));
    }

    @Test
    void anAnswerThatIsNoTextIsKeptAsFarAsItIs() {
        Receiver receiver = receiver().behaves((arrival, exchange) -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write(new byte[] {'a', 0, (byte) 0xff, 'b'});
        });
        RevealedWebhook webhook = register(receiver);
        accept();

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        assertThat(attempts(webhook, delivery).get(0).responseBody()).isEqualTo("a\ufffd\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsObeyedInFullAndByTheWholeEndpoint(int status) {
        Receiver receiver = receiver().behaves(Receiver.status(status, "Retry-After", "2"));
        RevealedWebhook webhook = register(receiver);
        accept();
        Arrival first = receiver.awaitArrivals(1).get(0);
        awaitNewest(webhook, newest -> newest.attemptCount() == 1);
        receiver.answers(200);
        accept();

        List<Arrival> arrivals = receiver.awaitArrivals(3);
        assertThat(arrivals.subList(1, 3))
                .allSatisfy(later -> assertThat(Duration.ofNanos(later.nanoTime() - first.nanoTime()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void retryAfterMayBeADate() {
        Instant until = Instant.now().plusSeconds(3);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC));
        Receiver receiver = receiver().behaves(Receiver.status(503, "Retry-After", date));
        RevealedWebhook webhook = register(receiver);
        accept();
        receiver.awaitArrivals(1);
        receiver.answers(200);

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        assertThat(attempts(webhook, delivery).get(1).startedAt()).isAfter(until.minusSeconds(1));
    }

    @Test
    void anotherEndpointDoesNotWaitForOneThatAskedForARest() {
        Receiver resting = receiver().behaves(Receiver.status(429, "Retry-After", "60"));
        Receiver other = receiver();
        register(resting);
        register(other);
        accept();
        resting.awaitArrivals(1);
        accept();

        assertThat(other.awaitArrivals(2)).hasSize(2);
    }

    @Test
    void goneDisablesTheWebhookAndIsAnnounced() {
        Receiver gone = receiver().answers(410);
        Receiver operator = receiver();
        RevealedWebhook webhook = register(gone);
        register(operator, "webhook.disabled");
        accept();

        Arrival news = operator.awaitArrival("webhook.disabled");
        assertThat(parsed(news.text()).get("data"))
                .isEqualTo(parsed("{\"webhookId\":\"" + webhook.webhook().id() + "\",\"reason\":\"gone\"}"));
        assertThat(status(webhook)).isEqualTo(WebhookStatus.DISABLED);
        assertThat(gone.arrivals()).hasSize(1);
        assertThat(deadLetters()).extracting(DeliveryRecord::responseStatus).containsExactly(410);
    }

    @Test
    void aDisabledWebhookGetsNoEventsUntilItsOwnerMakesItActive() {
        Receiver receiver = receiver().answers(410);
        RevealedWebhook webhook = register(receiver);
        accept();
        awaitStatus(webhook, WebhookStatus.DISABLED);
        receiver.answers(200);

        assertThat(accept().deliveries()).isZero();
        setStatus(webhook, WebhookStatus.ACTIVE);
        assertThat(accept().deliveries()).isEqualTo(1);
        receiver.awaitArrivals(2);
    }

    @Test
    void goneOfAFormerAddressDoesNotDisableTheNewOne() {
        Receiver former = receiver();
        Receiver current = receiver();
        RevealedWebhook webhook = register(former);
        former.behaves((arrival, exchange) -> {
            setUrl(webhook, current.url());
            Receiver.status(410).answer(arrival, exchange);
        });
        accept();
        await().atMost(PATIENCE).until(() -> statistics(webhook).failed() == 1);

        assertThat(status(webhook)).isEqualTo(WebhookStatus.ACTIVE);
        accept();
        current.awaitArrivals(1);
    }

    @Test
    void theLastFailureIsAnnouncedAndKeptAsADeadLetter() {
        Receiver receiver = receiver().answers(500);
        Receiver operator = receiver();
        RevealedWebhook webhook = register(tenant, receiver, 2, 5_000, Map.of());
        register(operator, "delivery.exhausted");
        accept();

        Arrival news = operator.awaitArrival("delivery.exhausted");
        DeliveryRecord letter = deadLetters().get(0);
        assertThat(parsed(news.text()).get("data"))
                .isEqualTo(parsed("{\"webhookId\":\"" + webhook.webhook().id() + "\",\"deliveryId\":\"" + letter.id()
                        + "\",\"event\":\"application.created\",\"attemptCount\":2,\"responseStatus\":500,"
                        + "\"error\":\"Internal Server Error\"}"));
    }

    @Test
    void lostNewsIsNoNews() {
        Receiver operator = receiver().answers(500);
        RevealedWebhook deaf = register(tenant, operator, 1, 5_000, Map.of(), "delivery.exhausted");
        RevealedWebhook failing = register(tenant, receiver().answers(500), 1, 5_000, Map.of());
        accept();

        await().atMost(PATIENCE)
                .until(() ->
                        statistics(deaf).failed() == 1 && statistics(failing).failed() == 1);
        assertThat(statistics(deaf).total()).isEqualTo(1);
    }

    @Test
    void aFaultOfOursCostsTheReceiverNoAttempt() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        UUID id = webhook.webhook().id();
        // Nobody can open this secret.
        database.update("UPDATE webhook SET secret = '\\x00', version = version + 1 WHERE id = ?", id);
        accept();

        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(database.queryForObject(
                        "SELECT node_id IS NULL AND attempt = 0 AND due_at > now() + interval '5 s' FROM delivery_due"
                                + " WHERE webhook_id = ?",
                        Boolean.class,
                        id)));
        assertThat(receiver.arrivals()).isEmpty();
        assertThat(statistics(webhook).failed()).isZero();
    }

    private List<AttemptRecord> attempts(RevealedWebhook webhook, DeliveryRecord delivery) {
        return log.attempts(tenant, webhook.webhook().id(), delivery.id());
    }
}
