package dev.serai.event.kafka;

import dev.serai.event.NewEvent;
import dev.serai.tenancy.TenantKind;
import java.util.List;

/**
 * What a consumer has read at once, on its way through the route.
 *
 * @param candidates the records that may be events
 * @param dead the records that can be none
 */
record EventBatch(List<Candidate> candidates, List<DeadRecord> dead) {

    /**
     * A record that may be an event.
     *
     * @param tenantId the tenant's id as its sender has it
     */
    record Candidate(IncomingRecord record, TenantKind kind, String tenantId, NewEvent event) {}

    /**
     * A record that can be no event.
     *
     * @param reason why, in words for whoever sent it
     */
    record DeadRecord(IncomingRecord record, String reason) {}

    EventBatch {
        candidates = List.copyOf(candidates);
        dead = List.copyOf(dead);
    }

    /** @return whether all of them may be events; the route asks it */
    public boolean isClean() {
        return dead.isEmpty();
    }
}
