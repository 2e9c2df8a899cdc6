package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.node.HubNode;
import dev.serai.trace.TraceContext;
import dev.serai.webhook.DueSignal;
import dev.serai.webhook.RemovedWebhooks;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.WebhookStatus;
import dev.serai.webhook.WebhookTargets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Several hubs on one database: who dies is replaced, and nobody takes what another one still holds. */
class TakeOverIT extends SharedHub {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private HubNode node;

    @Autowired
    private DeliveryDatabase deliveryDatabase;

    @Autowired
    private WebhookTargets targets;

    @Autowired
    private DeliverySender sender;

    @Autowired
    private CamelContext camel;

    @Test
    void whatADeadHubHadClaimedIsDeliveredLongBeforeItsLeaseEnds() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = claimedBy(receiver, UUID.randomUUID(), "now() - interval '1 minute'");

        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
    }

    @Test
    void whatALivingHubHasClaimedIsLeftAlone() {
        Receiver receiver = receiver();
        UUID other = UUID.randomUUID();
        claimedBy(receiver, other, "now() + interval '1 minute'");

        receiver.staysSilent(Duration.ofMillis(1_500));
        database.update("DELETE FROM hub_node WHERE id = ?", other);
    }

    @Test
    void aLeaseThatRanOutMakesADeliveryDueAgain() {
        Receiver receiver = receiver();
        UUID other = UUID.randomUUID();
        RevealedWebhook webhook = claimedBy(receiver, other, "now() + interval '1 minute'");
        database.update(
                "UPDATE delivery_due SET due_at = now() + interval '500 ms' WHERE webhook_id = ?",
                webhook.webhook().id());

        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        database.update("DELETE FROM hub_node WHERE id = ?", other);
    }

    @Test
    void theOutcomeOfADeliveryThatWasTakenOverIsTheOtherHubsToTell() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(tenant, receiver, 1, 5_000, Map.of());
        // While the receiver answers, another hub takes the delivery over.
        receiver.behaves((arrival, exchange) -> {
            database.update(
                    "UPDATE delivery_due SET node_id = new_uuid(), due_at = now() + interval '1 hour' WHERE webhook_id = ?",
                    webhook.webhook().id());
            Receiver.status(500).answer(arrival, exchange);
        });
        accept();
        receiver.awaitArrivals(1);

        await().during(Duration.ofMillis(700))
                .atMost(PATIENCE)
                .until(() -> statistics(webhook).pending() == 1
                        && statistics(webhook).failed() == 0);
        assertThat(webhooks.get(tenant, webhook.webhook().id()).lastFailureAt()).isNull();
    }

    @Test
    void aDeliveryWhoseWebhookIsRemovedWhileItIsSentLeavesNothingBehind() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        receiver.behaves((arrival, exchange) -> {
            webhooks.delete(tenant, webhook.webhook().id());
            Receiver.status(500).answer(arrival, exchange);
        });
        accept();
        receiver.awaitArrivals(1);

        receiver.staysSilent(Duration.ofMillis(500));
        assertThat(count("delivery_due", webhook)).isZero();
        assertThat(count("delivery", webhook)).isZero();
    }

    @Test
    void aWebhookSwitchedOffWhileItsDeliveriesWaitGetsNoneOfThem() {
        Receiver receiver = receiver().answers(500);
        RevealedWebhook webhook = register(tenant, receiver, 20, 5_000, Map.of());
        receiver.behaves((arrival, exchange) -> {
            setStatus(webhook, WebhookStatus.INACTIVE);
            Receiver.status(500).answer(arrival, exchange);
        });
        accept();
        receiver.awaitArrivals(1);
        receiver.staysSilent(Duration.ofMillis(700));
        receiver.answers(200);

        setStatus(webhook, WebhookStatus.ACTIVE);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
    }

    @Test
    void anAttemptThatTheDatabaseRefusesDoesNotHoldUpTheOthers() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        // An id of the year 2000 has no partition to be kept in.
        UUID misplaced = UUID.fromString("00dc6acf-ac00-7000-8000-000000000000");
        receiver.behaves((arrival, exchange) -> {
            database.update(
                    "UPDATE delivery_due SET id = ?, node_id = NULL, due_at = now() WHERE webhook_id = ? AND id <> ?",
                    misplaced,
                    webhook.webhook().id(),
                    misplaced);
            Receiver.status(200).answer(arrival, exchange);
        });
        accept();
        // The misplaced one arrives as well, and can't be recorded.
        receiver.awaitArrivals(2);

        Receiver other = receiver();
        RevealedWebhook healthy = register(other, "call.ended");
        intake.accept(tenant, new dev.serai.event.NewEvent("call.ended", parsed("{}"), null, null), null);
        await().atMost(PATIENCE).until(() -> statistics(healthy).success() == 1);
        assertThat(statistics(webhook).success()).isZero();
    }

    @Test
    void aDueDeliveryAnnouncedFromOutsideIsDeliveredAtOnce() throws Exception {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver, "call.started");
        accept();
        UUID event =
                database.queryForObject("SELECT id FROM event WHERE tenant_id = ? LIMIT 1", UUID.class, tenant.id());
        try (Connection outside = dataSource.getConnection();
                Statement statement = outside.createStatement()) {
            statement.execute("INSERT INTO delivery_due (id, tenant_id, webhook_id, event_id, final_attempt, due_at)"
                    + " VALUES (new_uuid(), " + tenant.id() + ", '"
                    + webhook.webhook().id() + "', '" + event
                    + "', 1, now())");
            statement.execute("NOTIFY serai_due");
        }

        receiver.awaitArrivals(1);
    }

    @Test
    void anotherHubsNotificationRaisesTheSignal() throws Exception {
        DueSignal signal = new DueSignal();
        HubListener listener = listener(signal, new RemovedWebhooks());
        listener.start();
        try {
            // The first signal says that the listener is there.
            assertThat(isRaised(signal)).isTrue();
            database.execute("NOTIFY serai_due");
            assertThat(isRaised(signal)).isTrue();
        } finally {
            listener.stop();
        }
    }

    @Test
    void aWebhookThatAnotherHubRemovesIsKnownHereToBeGone() throws Exception {
        DueSignal signal = new DueSignal();
        RemovedWebhooks removed = new RemovedWebhooks();
        HubListener listener = listener(signal, removed);
        listener.start();
        try {
            assertThat(isRaised(signal)).isTrue();
            UUID webhook = register(receiver()).webhook().id();
            webhooks.delete(tenant, webhook);

            await().atMost(PATIENCE).until(() -> removed.contains(webhook));
        } finally {
            listener.stop();
        }
    }

    @Test
    void whatThisHubHadInHandForAWebhookThatIsRemovedIsNotSent() {
        Receiver receiver = receiver().hangs();
        RevealedWebhook webhook = register(receiver);
        accept();
        receiver.awaitArrivals(1);
        ClaimedDelivery inHand = new ClaimedDelivery(
                UUID.randomUUID(),
                tenant.id(),
                webhook.webhook().id(),
                0,
                tenant.kind(),
                tenant.externalId(),
                UUID.randomUUID(),
                1,
                3,
                false,
                EVENT,
                Instant.EPOCH,
                "{}",
                TraceContext.of(UUID.randomUUID()));

        webhooks.delete(tenant, webhook.webhook().id());

        assertThat(targets.open(tenant.id(), webhook.webhook().id(), 0)).isNull();
        SentAttempt attempt = sender.send(inHand, new DefaultExchange(camel)).join();
        assertThat(attempt.status()).isNull();
        assertThat(attempt.error()).isEqualTo("The webhook was removed");
        assertThat(receiver.arrivals()).hasSize(1);
    }

    @Test
    void whatHappensHereIsToldToTheOtherHubs() throws Exception {
        DueSignal others = new DueSignal();
        HubListener listener = listener(others, new RemovedWebhooks());
        DueSignal own = new DueSignal();
        DueTeller teller = new DueTeller(deliveryDatabase, new HubNode(), own);
        listener.start();
        teller.start();
        try {
            assertThat(isRaised(others)).isTrue();
            own.spread();
            assertThat(isRaised(others)).isTrue();
        } finally {
            teller.stop();
            listener.stop();
        }
    }

    private HubListener listener(DueSignal signal, RemovedWebhooks removed) {
        return new HubListener(deliveryDatabase, new HubNode(), signal, removed, targets);
    }

    private static boolean isRaised(DueSignal signal) throws InterruptedException {
        long before = System.nanoTime();
        signal.await(10_000);
        return System.nanoTime() - before < 9_000_000_000L;
    }

    /** A delivery that this hub has never seen, held by another one for an hour. */
    private RevealedWebhook claimedBy(Receiver receiver, UUID other, String seenAt) {
        assertThat(other).isNotEqualTo(node.id());
        RevealedWebhook webhook = register(receiver);
        accept();
        receiver.awaitArrivals(1);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        List<UUID> event = database.queryForList(
                "SELECT event_id FROM delivery WHERE webhook_id = ?",
                UUID.class,
                webhook.webhook().id());
        database.update(
                "UPDATE webhook_health SET success_count = 0 WHERE webhook_id = ?",
                webhook.webhook().id());
        database.update(
                "INSERT INTO delivery_due (id, tenant_id, webhook_id, event_id, final_attempt, due_at, node_id)"
                        + " VALUES (new_uuid(), ?, ?, ?, 3, now() + interval '1 hour', ?)",
                tenant.id(),
                webhook.webhook().id(),
                event.get(0),
                other);
        database.update("INSERT INTO hub_node (id, seen_at) VALUES (?, " + seenAt + ")", other);
        return webhook;
    }

    private int count(String table, RevealedWebhook webhook) {
        return database.queryForObject(
                "SELECT count(*) FROM " + table + " WHERE webhook_id = ?",
                Integer.class,
                webhook.webhook().id());
    }
}
