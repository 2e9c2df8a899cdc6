package dev.serai.webhook.delivery;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks at the head of every lane. What it costs grows with the number of lanes, not with what waits in them. */
@Component
class DueLanes {

    // Steps along the lane index: from each lane straight to the next, reading one entry of each.
    private static final String SURVEY =
            """
            WITH RECURSIVE lane AS (
                (SELECT tenant_id, webhook_id, due_at FROM delivery_due
                 ORDER BY tenant_id, webhook_id, due_at LIMIT 1)
                UNION ALL
                SELECT next.tenant_id, next.webhook_id, next.due_at
                FROM lane CROSS JOIN LATERAL (
                    SELECT d.tenant_id, d.webhook_id, d.due_at FROM delivery_due d
                    WHERE (d.tenant_id, d.webhook_id) > (lane.tenant_id, lane.webhook_id)
                    ORDER BY d.tenant_id, d.webhook_id, d.due_at LIMIT 1) next
            )
            SELECT lane.tenant_id, lane.webhook_id, h.paused_at IS NOT NULL AS paused, h.draining,
                ceil(extract(epoch FROM CASE
                    WHEN h.paused_at IS NOT NULL THEN coalesce(h.resume_at, now())
                    ELSE greatest(lane.due_at, h.resume_at) END - now()) * 1000)::bigint AS wait_millis
            FROM lane
            JOIN webhook w ON w.id = lane.webhook_id AND w.status = 'active'
            JOIN webhook_health h ON h.webhook_id = lane.webhook_id
            """;

    private final DeliveryDatabase database;

    DueLanes(DeliveryDatabase database) {
        this.database = database;
    }

    /** @return every lane in which something is under way and whose webhook is active */
    List<Lane> survey() {
        return database.jdbc()
                .query(
                        SURVEY,
                        (row, number) -> new Lane(
                                row.getLong("tenant_id"),
                                row.getObject("webhook_id", UUID.class),
                                row.getLong("wait_millis"),
                                row.getBoolean("paused"),
                                row.getBoolean("draining")));
    }
}
