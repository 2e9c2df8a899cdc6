package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FairShareTest {

    private final Under underWay = new Under();

    @Test
    void aLaneAloneGetsAllItHasRoomFor() {
        Lane lane = lane(1);

        assertThat(divide(List.of(lane), 100, 0)).containsExactly(Map.entry(lane, 16));
    }

    @Test
    void noMoreIsGivenThanThereIsRoom() {
        assertThat(total(divide(List.of(lane(1), lane(2), lane(2)), 10, 0))).isEqualTo(10);
        assertThat(divide(List.of(lane(1)), 0, 0)).isEmpty();
    }

    @Test
    void tenantsShareEquallyHoweverManyWebhooksEachHas() {
        Lane single = lane(1);
        List<Lane> lanes = new ArrayList<>(List.of(single));
        for (int i = 0; i < 9; i++) {
            lanes.add(lane(2));
        }

        assertThat(divide(lanes, 20, 0)).containsEntry(single, 10);
    }

    @Test
    void whatOneTenantDoesNotNeedOthersGet() {
        Lane small = lane(1);
        underWay.room.put(small.webhookId(), 2);
        Lane large = lane(2);

        assertThat(divide(List.of(small, large), 12, 0)).containsOnly(Map.entry(small, 2), Map.entry(large, 10));
    }

    @Test
    void whoHasMuchUnderWayAlreadyGetsLess() {
        Lane busy = lane(1);
        Lane calm = lane(2);
        underWay.ofTenant.put(1L, 6);

        assertThat(divide(List.of(busy, calm), 10, 0)).containsOnly(Map.entry(busy, 2), Map.entry(calm, 8));
    }

    @Test
    void withinATenantTheWebhookWithLeastUnderWayComesFirst() {
        Lane busy = lane(1);
        Lane calm = lane(1);
        underWay.toWebhook.put(busy.webhookId(), 4);

        assertThat(divide(List.of(busy, calm), 4, 0)).containsOnly(Map.entry(calm, 4));
    }

    @Test
    void ofEqualOnesTheOneThatWaitedLongestComesFirst() {
        Lane late = new Lane(1, UUID.randomUUID(), -10, false, false);
        Lane early = new Lane(2, UUID.randomUUID(), -500, false, false);

        assertThat(divide(List.of(late, early), 1, 0)).containsOnly(Map.entry(early, 1));
    }

    @Test
    void aPausedLaneGetsOne() {
        Lane paused = new Lane(1, UUID.randomUUID(), 0, true, false);

        assertThat(divide(List.of(paused), 100, 0)).containsOnly(Map.entry(paused, 1));
    }

    @Test
    void aLaneWithoutRoomGetsNothing() {
        Lane full = lane(1);
        underWay.room.put(full.webhookId(), 0);

        assertThat(divide(List.of(full), 100, 0)).isEmpty();
    }

    @Test
    void theReserveIsForReceiversThatAnswerWell() {
        Lane unknown = lane(1);
        Lane proven = lane(2);
        underWay.proven.add(proven.webhookId());

        assertThat(divide(List.of(unknown, proven), 10, 10)).containsOnly(Map.entry(proven, 10));
        assertThat(divide(List.of(unknown), 10, 4)).containsOnly(Map.entry(unknown, 6));
    }

    private Map<Lane, Integer> divide(List<Lane> lanes, int room, int reserve) {
        return FairShare.divide(lanes, room, reserve, underWay).stream()
                .collect(Collectors.toMap(Quota::lane, Quota::count));
    }

    private static int total(Map<Lane, Integer> quotas) {
        return quotas.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Lane lane(long tenantId) {
        return new Lane(tenantId, UUID.randomUUID(), 0, false, false);
    }

    private static final class Under implements FairShare.Load {
        private final Map<UUID, Integer> room = new HashMap<>();
        private final Map<UUID, Integer> toWebhook = new HashMap<>();
        private final Map<Long, Integer> ofTenant = new HashMap<>();
        private final Set<UUID> proven = new HashSet<>();

        @Override
        public int roomOf(UUID webhookId) {
            return room.getOrDefault(webhookId, 16);
        }

        @Override
        public boolean isProven(UUID webhookId) {
            return proven.contains(webhookId);
        }

        @Override
        public int inFlightTo(UUID webhookId) {
            return toWebhook.getOrDefault(webhookId, 0);
        }

        @Override
        public int inFlightOf(long tenantId) {
            return ofTenant.getOrDefault(tenantId, 0);
        }
    }
}
