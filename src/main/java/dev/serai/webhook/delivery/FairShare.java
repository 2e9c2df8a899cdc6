package dev.serai.webhook.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;

/**
 * Divides the room there is between tenants, and each tenant's part between its webhooks, in turns of one: who has much
 * waiting gets what others leave, and never their part.
 */
final class FairShare {

    private FairShare() {}

    /**
     * Divides.
     *
     * @param lanes the lanes that are ready
     * @param room how many deliveries may be claimed in all
     * @param roomOf how many of one webhook
     * @return the lanes that get something
     */
    static List<Quota> divide(List<Lane> lanes, int room, ToIntFunction<UUID> roomOf) {
        Map<Long, Deque<Share>> tenants = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            int most = lane.paused()
                    ? Math.min(1, roomOf.applyAsInt(lane.webhookId()))
                    : roomOf.applyAsInt(lane.webhookId());
            if (most > 0) {
                tenants.computeIfAbsent(lane.tenantId(), tenant -> new ArrayDeque<>())
                        .add(new Share(lane, most));
            }
        }
        Map<UUID, Share> shares = new HashMap<>();
        Deque<Deque<Share>> turns = new ArrayDeque<>(tenants.values());
        for (int left = room; left > 0 && !turns.isEmpty(); left--) {
            Deque<Share> tenant = turns.remove();
            Share share = tenant.remove();
            share.count++;
            shares.put(share.lane.webhookId(), share);
            if (share.count < share.most) {
                tenant.add(share);
            }
            if (!tenant.isEmpty()) {
                turns.add(tenant);
            }
        }
        List<Quota> quotas = new ArrayList<>(shares.size());
        shares.values().forEach(share -> quotas.add(new Quota(share.lane, share.count)));
        return quotas;
    }

    private static final class Share {
        private final Lane lane;
        private final int most;
        private int count;

        Share(Lane lane, int most) {
            this.lane = lane;
            this.most = most;
        }
    }
}
