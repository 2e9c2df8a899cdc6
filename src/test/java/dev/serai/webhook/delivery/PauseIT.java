package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.Receiver.Arrival;
import dev.serai.SharedHub;
import dev.serai.webhook.DeliveryRecord;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.WebhookStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A receiver that fails for long is paused, probed, and comes back by itself. */
class PauseIT extends SharedHub {

    private static final int ATTEMPTS = 20;

    @Test
    void aReceiverThatFailsForLongIsPausedAndThatIsAnnounced() {
        Receiver operator = receiver();
        register(operator, "webhook.disabled");
        RevealedWebhook webhook = failing(receiver());
        accept();

        Arrival news = operator.awaitArrival("webhook.disabled");
        assertThat(parsed(news.text()).get("data"))
                .isEqualTo(parsed("{\"webhookId\":\"" + webhook.webhook().id() + "\",\"reason\":\"failing\"}"));
        assertThat(status(webhook)).isEqualTo(WebhookStatus.PAUSED);
    }

    @Test
    void aPausedReceiverIsProbedWithSingleDeliveries() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        accept(50);
        int before = receiver.arrivals().size();

        List<Arrival> probes = receiver.awaitArrivals(before + 3);
        for (int i = before + 1; i < probes.size(); i++) {
            // Never two within the first wait between probes.
            assertThat(Duration.ofNanos(
                            probes.get(i).nanoTime() - probes.get(i - 1).nanoTime()))
                    .isGreaterThan(Duration.ofMillis(150));
        }
    }

    @Test
    void aProbeThatHangsIsTheOnlyOneUntilItIsOver() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        accept(10);
        receiver.hangs();
        int before = receiver.arrivals().size();
        receiver.awaitArrivals(before + 1);

        // Five times the first wait between probes, and less than the timeout.
        receiver.staysSilent(Duration.ofMillis(1_000));
    }

    @Test
    void eventsAreKeptWhileAReceiverIsPausedAndDeliveredWhenItIsBack() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        accept(9);
        receiver.answers(200);

        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 10);
        assertThat(status(webhook)).isEqualTo(WebhookStatus.ACTIVE);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void itsReturnIsAnnounced() {
        Receiver operator = receiver();
        register(operator, "webhook.recovered");
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept();
        awaitStatus(webhook, WebhookStatus.PAUSED);
        receiver.answers(200);

        Arrival news = operator.awaitArrival("webhook.recovered");
        assertThat(parsed(news.text()).get("data"))
                .isEqualTo(parsed("{\"webhookId\":\"" + webhook.webhook().id() + "\"}"));
    }

    @Test
    void theBacklogIsDrainedAtALimitedPace() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        accept(40);
        int before = receiver.arrivals().size();
        receiver.answers(200);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 41);

        List<Arrival> arrivals = receiver.arrivals();
        Duration took = Duration.ofNanos(arrivals.get(arrivals.size() - 1).nanoTime()
                - arrivals.get(before).nanoTime());
        // Twenty a second are allowed.
        assertThat(took).isGreaterThan(Duration.ofMillis(1_500));
    }

    @Test
    void onceDrainedItsEventsComeWithoutDelay() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        receiver.answers(200);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        accept(1);
        await().atMost(PATIENCE).until(() -> !isDraining(webhook));

        // At the pace of a draining receiver these would take thirty seconds.
        accept(600);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 602);
    }

    @Test
    void probesCostADeliveryNoneOfItsAttempts() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        int attemptsLeft = attemptsLeft(webhook);
        receiver.awaitArrivals(receiver.arrivals().size() + 4);
        await().atMost(PATIENCE).until(() -> attemptsLeft(webhook) == attemptsLeft);

        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aDeliveryInItsLastAttemptOutlivesThePause() {
        Receiver receiver = receiver().answers(500);
        RevealedWebhook webhook = register(tenant, receiver, 1, 5_000, Map.of());
        for (int i = 1; i <= 5; i++) {
            accept();
            int failed = i;
            await().atMost(PATIENCE).until(() -> statistics(webhook).failed() == failed);
        }
        awaitStatus(webhook, WebhookStatus.PAUSED);
        accept();
        receiver.awaitArrivals(8);
        receiver.answers(200);

        DeliveryRecord delivery = awaitNewest(webhook, newest -> newest.status().equals("success"));
        assertThat(delivery.attemptCount()).isGreaterThan(1);
        assertThat(statistics(webhook).failed()).isEqualTo(5);
    }

    @Test
    void retryAfterOutweighsThePauseItLedTo() {
        Receiver receiver = receiver().behaves(Receiver.status(503, "Retry-After", "2"));
        RevealedWebhook webhook = register(tenant, receiver, ATTEMPTS, 5_000, Map.of());
        accept(8);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        await().atMost(PATIENCE)
                .until(() -> log.newest(tenant, webhook.webhook().id(), 10).stream()
                        .allMatch(delivery -> delivery.attemptCount() > 0 || delivery.durationMs() == null));
        int before = receiver.arrivals().size();
        long last = receiver.arrivals().get(before - 1).nanoTime();

        Arrival next = receiver.awaitArrivals(before + 1).get(before);
        assertThat(Duration.ofNanos(next.nanoTime() - last)).isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
    }

    @Test
    void deliveriesThatComeBackLateDoNotLengthenTheWaitBetweenProbes() {
        Receiver receiver = receiver().hangs();
        RevealedWebhook webhook = register(tenant, receiver, ATTEMPTS, 1_000, Map.of());
        accept(6);
        receiver.awaitArrivals(6);
        receiver.staysSilent(Duration.ofMillis(300));
        accept(5);
        receiver.awaitArrivals(11);
        // The first ones pause it; the others come back before the first probe, which hangs for a second, is over.
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> failedOnce(webhook) == 11);

        assertThat(status(webhook)).isEqualTo(WebhookStatus.PAUSED);
        assertThat(database.queryForObject(
                        "SELECT probe_delay_ms FROM webhook_health WHERE webhook_id = ?",
                        Long.class,
                        webhook.webhook().id()))
                .isEqualTo(200);
    }

    @Test
    void itsOwnerCanBringItBackAtOnce() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        accept(1);
        awaitStatus(webhook, WebhookStatus.PAUSED);
        receiver.answers(200);
        setStatus(webhook, WebhookStatus.ACTIVE);

        assertThat(status(webhook)).isEqualTo(WebhookStatus.ACTIVE);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
    }

    @Test
    void aSuccessBetweenFailuresBeginsTheCountAnew() {
        Receiver receiver = receiver().answersInTurn(500, 500, 500, 200, 500, 500, 500, 200);
        RevealedWebhook webhook = register(tenant, receiver, ATTEMPTS, 5_000, Map.of());
        accept();
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        accept();
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 2);

        assertThat(status(webhook)).isEqualTo(WebhookStatus.ACTIVE);
        assertThat(receiver.arrivals()).hasSize(8);
    }

    private RevealedWebhook failing(Receiver receiver) {
        return register(tenant, receiver.answers(500), ATTEMPTS, 5_000, Map.of());
    }

    private int failedOnce(RevealedWebhook webhook) {
        return database.queryForObject(
                "SELECT count(*) FROM delivery_due WHERE webhook_id = ? AND attempt > 0",
                Integer.class,
                webhook.webhook().id());
    }

    private int attemptsLeft(RevealedWebhook webhook) {
        return database.queryForObject(
                "SELECT min(final_attempt - attempt) FROM delivery_due WHERE webhook_id = ?",
                Integer.class,
                webhook.webhook().id());
    }

    private boolean isDraining(RevealedWebhook webhook) {
        return Boolean.TRUE.equals(database.queryForObject(
                "SELECT draining FROM webhook_health WHERE webhook_id = ?",
                Boolean.class,
                webhook.webhook().id()));
    }
}
