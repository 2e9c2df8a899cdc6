package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.node.HubNode;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.WebhookStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Claiming by itself, with the delivery route stopped as an operator stops it. */
class ClaimsIT extends SharedHub {

    private static final String ROUTE = "webhook-deliver";
    private static final long PLENTY = 1_000_000;

    @Autowired
    private CamelContext camel;

    @Autowired
    private DeliveryDatabase deliveryDatabase;

    @Autowired
    private DeliveryProperties properties;

    @Autowired
    private DueLanes lanes;

    private Receiver receiver;
    private RevealedWebhook webhook;

    @BeforeEach
    void stopDelivering() throws Exception {
        camel.getRouteController().stopRoute(ROUTE);
        receiver = receiver();
        webhook = register(tenant, receiver, 3, 5_000, Map.of());
    }

    @AfterEach
    void deliverAgain() throws Exception {
        camel.getRouteController().startRoute(ROUTE);
    }

    @Test
    void whatComesWhileTheRouteIsStoppedIsDeliveredWhenItStarts() throws Exception {
        accept(5);
        assertThat(statistics(webhook).pending()).isEqualTo(5);
        assertThat(receiver.arrivals()).isEmpty();

        camel.getRouteController().startRoute(ROUTE);
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 5);
    }

    @Test
    void severalHubsClaimEachDeliveryOnce() {
        accept(300);
        List<CompletableFuture<List<UUID>>> hubs = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::claimAllByTens))
                .toList();
        List<UUID> claimed = hubs.stream().flatMap(hub -> hub.join().stream()).toList();

        assertThat(claimed).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void whatIsClaimedIsNotDueUntilItsLeaseEnds() {
        accept(1);
        assertThat(claim(hub(), 10, PLENTY)).hasSize(1);

        assertThat(myLane()).isNull();
        assertThat(claim(hub(), 10, PLENTY)).isEmpty();
    }

    @Test
    void aLaneWithClaimedDeliveriesIsStillReadyWhenOthersAreDue() {
        accept(3);
        claim(hub(), 2, PLENTY);

        assertThat(myLane().isReady()).isTrue();
        assertThat(claim(hub(), 10, PLENTY)).hasSize(1);
    }

    @Test
    void noMoreEventDataIsClaimedThanThereIsRoomFor() {
        for (int i = 0; i < 4; i++) {
            intake.accept(tenant, event("{\"text\":\"" + "x".repeat(989) + "\"}"), null);
        }

        assertThat(claim(hub(), 10, 2_500)).hasSize(2);
        assertThat(claim(hub(), 10, 900)).isEmpty();
        assertThat(claims(hub()).take(quota(10), 900, true)).hasSize(1);
        assertThat(claim(hub(), 10, PLENTY)).hasSize(1);
    }

    @Test
    void whatHasChangedSinceTheSurveyHolds() {
        accept(1);
        List<Quota> seenReady = quota(10);

        for (String change : new String[] {
            "UPDATE webhook_health SET paused_at = now(), resume_at = now() + interval '1 hour'",
            "UPDATE webhook_health SET held_until = now() + interval '1 hour'",
            "UPDATE webhook_health SET resume_at = now() + interval '1 hour'"
        }) {
            database.update(change + " WHERE webhook_id = ?", webhook.webhook().id());
            assertThat(claims(hub()).take(seenReady, PLENTY, true)).as(change).isEmpty();
            database.update(
                    "UPDATE webhook_health SET paused_at = NULL, held_until = NULL, resume_at = NULL WHERE webhook_id = ?",
                    webhook.webhook().id());
        }
        setStatus(webhook, WebhookStatus.INACTIVE);
        assertThat(claims(hub()).take(seenReady, PLENTY, true)).isEmpty();
        setStatus(webhook, WebhookStatus.ACTIVE);
        assertThat(claims(hub()).take(seenReady, PLENTY, true)).hasSize(1);
    }

    @Test
    void ofSeveralHubsOneProbesAPausedReceiver() {
        accept(20);
        pause();
        Lane paused = myLane();
        assertThat(paused.paused()).isTrue();
        List<CompletableFuture<List<ClaimedDelivery>>> hubs = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> claims(hub()).take(List.of(new Quota(paused, 1)), PLENTY, true)))
                .toList();
        List<ClaimedDelivery> probes =
                hubs.stream().flatMap(hub -> hub.join().stream()).toList();

        assertThat(probes).hasSize(1);
        assertThat(probes.get(0).probe()).isTrue();
        assertThat(myLane()).isNull();
    }

    @Test
    void aRetryThatIsNotDueYetIsAPausedReceiversProbe() {
        accept(1);
        database.update(
                "UPDATE delivery_due SET due_at = now() + interval '1 hour' WHERE webhook_id = ?",
                webhook.webhook().id());
        assertThat(myLane()).isNull();
        pause();

        assertThat(claims(hub()).take(quota(1), PLENTY, true)).hasSize(1);
    }

    @Test
    void whatIsGivenBackIsDueAgain() {
        accept(1);
        DeliveryClaims claims = claims(hub());
        ClaimedDelivery delivery = claims.take(quota(1), PLENTY, true).get(0);
        claims.release(delivery, 0);

        assertThat(claims.take(quota(1), PLENTY, true))
                .extracting(ClaimedDelivery::attempt)
                .containsExactly(1);
    }

    private void pause() {
        database.update(
                "UPDATE webhook_health SET paused_at = now(), probe_delay_ms = 60000 WHERE webhook_id = ?",
                webhook.webhook().id());
    }

    private HubNode hub() {
        return new HubNode();
    }

    private DeliveryClaims claims(HubNode hub) {
        return new DeliveryClaims(deliveryDatabase, properties, hub);
    }

    private List<ClaimedDelivery> claim(HubNode hub, int count, long bytes) {
        return claims(hub).take(quota(count), bytes, false);
    }

    private List<Quota> quota(int count) {
        Lane lane = myLane();
        return List.of(
                new Quota(lane == null ? new Lane(tenant.id(), webhook.webhook().id(), 0, false, false) : lane, count));
    }

    private Lane myLane() {
        return lanes.survey(1_000).stream()
                .filter(lane -> lane.webhookId().equals(webhook.webhook().id()))
                .findFirst()
                .orElse(null);
    }

    private List<UUID> claimAllByTens() {
        DeliveryClaims claims = claims(hub());
        List<UUID> all = new ArrayList<>();
        Set<UUID> some = new HashSet<>();
        do {
            some.clear();
            claims.take(quota(10), PLENTY, true).forEach(delivery -> some.add(delivery.id()));
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }
}
