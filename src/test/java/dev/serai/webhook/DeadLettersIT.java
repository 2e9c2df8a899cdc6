package dev.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.event.NewEvent;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Deliveries that failed for the last time: kept, found, and sent again. */
class DeadLettersIT extends SharedHub {

    private static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null);

    @Autowired
    private ResendJobs jobs;

    @Test
    void aDeadLetterTellsWhatHappenedAndWhatWasToBeTold() {
        RevealedWebhook webhook = failing(receiver());
        fail(webhook, 1);

        DeadLetter letter = deadLetters.find(tenant, ALL, 10, null).get(0);
        assertThat(letter.data()).isEqualTo(parsed("{\"applicationId\":\"a-1\"}"));
        assertThat(letter.delivery().webhookId()).isEqualTo(webhook.webhook().id());
        assertThat(letter.delivery().event()).isEqualTo(EVENT);
        assertThat(letter.delivery().responseStatus()).isEqualTo(500);
        assertThat(deadLetters.get(tenant, letter.delivery().id())).isEqualTo(letter);
    }

    @Test
    void theyAreFoundPageByPageTheNewestFirst() {
        fail(failing(receiver()), 4);
        List<UUID> all = ids(ALL, 10, null);

        assertThat(all).hasSize(4).isSortedAccordingTo((a, b) -> b.toString().compareTo(a.toString()));
        assertThat(ids(ALL, 3, null)).isEqualTo(all.subList(0, 3));
        assertThat(ids(ALL, 3, all.get(2))).isEqualTo(all.subList(3, 4));
    }

    @Test
    void aPageOfLargeEventsEndsEarlyAndTheNextGoesOnThere() {
        RevealedWebhook webhook = failing(receiver());
        fail(webhook, 4);
        List<UUID> all = ids(ALL, 10, null);
        // Two fit, and one that is larger than a page comes alone.
        makeLarge(all.get(0), 2_500_000);
        makeLarge(all.get(1), 2_500_000);
        makeLarge(all.get(2), 5_000_000);

        assertThat(ids(ALL, 10, null)).isEqualTo(all.subList(0, 2));
        assertThat(ids(ALL, 10, all.get(1))).isEqualTo(all.subList(2, 3));
        assertThat(ids(ALL, 10, all.get(2))).isEqualTo(all.subList(3, 4));
        assertThat(ids(ALL, 10, all.get(3))).isEmpty();
    }

    @Test
    void theyAreFilteredByWebhookEventAndTime() {
        RevealedWebhook first = failing(receiver());
        fail(first, 1);
        UUID early = ids(ALL, 10, null).get(0);
        Instant between = HistoryIds.madeAt(early).plusMillis(1);
        await().until(() -> Instant.now().isAfter(between.plusMillis(5)));
        RevealedWebhook second = register(tenant, receiver().answers(500), 1, 5_000, Map.of(), "call.ended");
        intake.accept(tenant, new NewEvent("call.ended", parsed("{}"), null, null), null);
        await().atMost(PATIENCE).until(() -> statistics(second).failed() == 1);
        UUID late = ids(ALL, 10, null).get(0);

        assertThat(ids(new DeadLetterFilter(first.webhook().id(), null, null, null), 10, null))
                .containsExactly(early);
        assertThat(ids(new DeadLetterFilter(null, "call.ended", null, null), 10, null))
                .containsExactly(late);
        assertThat(ids(new DeadLetterFilter(null, null, between, null), 10, null))
                .containsExactly(late);
        assertThat(ids(new DeadLetterFilter(null, null, null, between), 10, null))
                .containsExactly(early);
        assertThat(ids(new DeadLetterFilter(first.webhook().id(), "call.ended", null, null), 10, null))
                .isEmpty();
    }

    @Test
    void oneSentAgainIsTheSameDeliveryToItsReceiver() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        fail(webhook, 1);
        receiver.answers(200);
        UUID id = ids(ALL, 1, null).get(0);
        deadLetters.resend(tenant, id);

        Receiver.Arrival again = receiver.awaitArrivals(2).get(1);
        assertThat(again.header("webhook-id")).isEqualTo(id.toString());
        assertThat(again.header("X-Webhook-Attempt")).isEqualTo("2");
        await().atMost(PATIENCE).until(() -> statistics(webhook).equals(new DeliveryStatistics(1, 0, 0)));
        assertThat(ids(ALL, 10, null)).isEmpty();
        assertThat(log.attempts(tenant, webhook.webhook().id(), id)).hasSize(2);
    }

    @Test
    void oneThatFailsAgainIsADeadLetterAgainAndCountsOnce() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        fail(webhook, 1);
        UUID id = ids(ALL, 1, null).get(0);
        deadLetters.resend(tenant, id);
        receiver.awaitArrivals(2);

        await().atMost(PATIENCE).until(() -> ids(ALL, 10, null).equals(List.of(id)));
        assertThat(statistics(webhook)).isEqualTo(new DeliveryStatistics(0, 1, 0));
    }

    @Test
    void oneThatIsUnderWayAgainCanNotBeSentTwice() {
        Receiver receiver = receiver();
        fail(failing(receiver), 1);
        receiver.hangs();
        UUID id = ids(ALL, 1, null).get(0);
        deadLetters.resend(tenant, id);

        assertThatThrownBy(() -> deadLetters.resend(tenant, id)).isInstanceOf(NotFound.class);
    }

    @Test
    void oneOfAWebhookSwitchedOffWaitsUntilItIsActive() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        fail(webhook, 1);
        receiver.answers(200);
        setStatus(webhook, WebhookStatus.INACTIVE);
        deadLetters.resend(tenant, ids(ALL, 1, null).get(0));
        assertThat(statistics(webhook)).isEqualTo(new DeliveryStatistics(0, 0, 1));

        setStatus(webhook, WebhookStatus.ACTIVE);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
    }

    @Test
    void anotherTenantsAreNotFoundShownOrSent() {
        fail(failing(receiver()), 1);
        UUID id = ids(ALL, 1, null).get(0);
        Tenant other = newTenant();

        assertThat(deadLetters.find(other, ALL, 10, null)).isEmpty();
        assertThatThrownBy(() -> deadLetters.get(other, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> deadLetters.resend(other, id)).isInstanceOf(NotFound.class);
        ResendJob job = jobs.start(other, ALL);
        assertThat(job.total()).isZero();
        assertThatThrownBy(() -> jobs.get(tenant, job.id())).isInstanceOf(NotFound.class);
        assertThat(ids(ALL, 10, null)).containsExactly(id);
    }

    @Test
    void aBulkResendSendsAllThatMatchAndTellsItsProgress() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        fail(webhook, 1);
        bury(webhook, 1_200);
        receiver.answers(200);
        ResendJob started =
                jobs.start(tenant, new DeadLetterFilter(webhook.webhook().id(), null, null, null));
        assertThat(started.total()).isEqualTo(1_201);
        assertThat(started.status()).isEqualTo("running");

        await().atMost(PATIENCE)
                .until(() -> jobs.get(tenant, started.id()).status().equals("completed"));
        ResendJob done = jobs.get(tenant, started.id());
        assertThat(done.resent()).isEqualTo(1_201);
        assertThat(done.completedAt()).isNotNull();
        await().atMost(PATIENCE).until(() -> statistics(webhook).equals(new DeliveryStatistics(1_201, 0, 0)));
        assertThat(ids(ALL, 10, null)).isEmpty();
    }

    @Test
    void aBulkResendDoesNotChaseWhatFailsAgain() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        fail(webhook, 2);
        ResendJob started = jobs.start(tenant, ALL);
        await().atMost(PATIENCE)
                .until(() -> jobs.get(tenant, started.id()).status().equals("completed"));
        await().atMost(PATIENCE).until(() -> statistics(webhook).failed() == 2);

        assertThat(jobs.get(tenant, started.id()).resent()).isEqualTo(2);
        assertThat(receiver.arrivals()).hasSize(4);
    }

    @Test
    void aBulkResendThatAnotherHubLeftHalfDoneIsContinuedWhereItStopped() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = failing(receiver);
        fail(webhook, 3);
        receiver.answers(200);
        List<UUID> all = ids(ALL, 10, null);
        UUID job = UUID.randomUUID();
        // As a hub that was killed leaves it: the oldest one is done, and so no dead letter any more.
        deadLetters.resend(tenant, all.get(2));
        database.update(
                "INSERT INTO resend_job (id, tenant_id, status, total, resent, last_id, end_id, created_at)"
                        + " VALUES (?, ?, 'running', 3, 1, ?, new_uuid(), now())",
                job,
                tenant.id(),
                all.get(2));

        await().atMost(PATIENCE).until(() -> jobs.get(tenant, job).status().equals("completed"));
        assertThat(jobs.get(tenant, job).resent()).isEqualTo(3);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 3);
    }

    private RevealedWebhook failing(Receiver receiver) {
        return register(tenant, receiver.answers(500), 1, 5_000, Map.of());
    }

    /** Lets so many deliveries of a webhook fail, fewer than what pauses it. */
    private void fail(RevealedWebhook webhook, int count) {
        for (int i = 0; i < count; i++) {
            accept();
        }
        await().atMost(PATIENCE).until(() -> statistics(webhook).failed() == count);
    }

    /** Writes dead letters of a webhook, beside the one that it has. */
    private void bury(RevealedWebhook webhook, int count) {
        database.update(
                "INSERT INTO delivery (id, tenant_id, webhook_id, event_id, event_type, status, attempts, completed_at)"
                        + " SELECT new_uuid(), tenant_id, webhook_id, event_id, event_type, status, attempts, completed_at"
                        + " FROM delivery, generate_series(1, ?) WHERE webhook_id = ?",
                count,
                webhook.webhook().id());
        database.update(
                "UPDATE webhook_health SET failure_count = failure_count + ? WHERE webhook_id = ?",
                count,
                webhook.webhook().id());
    }

    private void makeLarge(UUID deliveryId, int bytes) {
        database.update(
                "UPDATE event SET data = '\"' || repeat('x', ?) || '\"'"
                        + " WHERE id = (SELECT event_id FROM delivery WHERE id = ?)",
                bytes,
                deliveryId);
    }

    private List<UUID> ids(DeadLetterFilter filter, int limit, UUID after) {
        return deadLetters.find(tenant, filter, limit, after).stream()
                .map(letter -> letter.delivery().id())
                .toList();
    }
}
