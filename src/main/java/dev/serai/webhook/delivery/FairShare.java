package dev.serai.webhook.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * Divides the room there is between tenants, and each tenant's part between its webhooks. The next place always goes to
 * who has the least under way, then to who has waited longest: who has much waiting gets what others leave, and never
 * their part.
 */
final class FairShare {

    private FairShare() {}

    /** What is under way already. */
    interface Load {

        /** @return how many more deliveries of this webhook may start */
        int roomOf(UUID webhookId);

        /** @return whether this webhook's receiver answered well when it last answered */
        boolean isProven(UUID webhookId);

        /** @return deliveries on their way to this webhook */
        int inFlightTo(UUID webhookId);

        /** @return deliveries of this tenant on their way */
        int inFlightOf(long tenantId);
    }

    /**
     * Divides.
     *
     * @param lanes the lanes that are ready
     * @param room how many deliveries may be claimed in all
     * @param reserve how many of them only proven receivers get, so that any number of hanging ones leaves them room
     * @return the lanes that get something
     */
    static List<Quota> divide(List<Lane> lanes, int room, int reserve, Load load) {
        PriorityQueue<TenantShare> tenants = new PriorityQueue<>();
        sharesByTenant(lanes, load).values().forEach(tenants::add);
        Map<UUID, LaneShare> granted = new HashMap<>();
        int left = room;
        while (left > 0 && !tenants.isEmpty()) {
            TenantShare tenant = tenants.remove();
            LaneShare share = tenant.lanes.remove();
            if (share.proven || left > reserve) {
                left--;
                share.granted++;
                tenant.inFlight++;
                granted.put(share.lane.webhookId(), share);
                if (share.granted < share.most) {
                    tenant.lanes.add(share);
                }
            }
            if (!tenant.lanes.isEmpty()) {
                tenants.add(tenant);
            }
        }
        List<Quota> quotas = new ArrayList<>(granted.size());
        granted.values().forEach(share -> quotas.add(new Quota(share.lane, share.granted)));
        return quotas;
    }

    private static Map<Long, TenantShare> sharesByTenant(List<Lane> lanes, Load load) {
        Map<Long, TenantShare> tenants = new HashMap<>();
        for (Lane lane : lanes) {
            int room = load.roomOf(lane.webhookId());
            int most = lane.paused() ? Math.min(1, room) : room;
            if (most > 0) {
                tenants.computeIfAbsent(lane.tenantId(), id -> new TenantShare(load.inFlightOf(id)))
                        .lanes
                        .add(new LaneShare(
                                lane, most, load.inFlightTo(lane.webhookId()), load.isProven(lane.webhookId())));
            }
        }
        return tenants;
    }

    private static final class TenantShare implements Comparable<TenantShare> {
        private final PriorityQueue<LaneShare> lanes = new PriorityQueue<>();
        private int inFlight;

        TenantShare(int inFlight) {
            this.inFlight = inFlight;
        }

        @Override
        public int compareTo(TenantShare other) {
            int byLoad = Integer.compare(inFlight, other.inFlight);
            return byLoad != 0 ? byLoad : lanes.element().compareTo(other.lanes.element());
        }
    }

    private static final class LaneShare implements Comparable<LaneShare> {
        private static final Comparator<LaneShare> NEXT = Comparator.<LaneShare>comparingInt(
                        share -> share.inFlight + share.granted)
                .thenComparingLong(share -> share.lane.waitMillis());

        private final Lane lane;
        private final int most;
        private final int inFlight;
        private final boolean proven;
        private int granted;

        LaneShare(Lane lane, int most, int inFlight, boolean proven) {
            this.lane = lane;
            this.most = most;
            this.inFlight = inFlight;
            this.proven = proven;
        }

        @Override
        public int compareTo(LaneShare other) {
            return NEXT.compare(this, other);
        }
    }
}
