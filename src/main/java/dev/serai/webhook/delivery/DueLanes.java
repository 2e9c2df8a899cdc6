package dev.serai.webhook.delivery;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks at the head of every lane. What it costs grows with the number of lanes, not with what waits in them. */
@Component
class DueLanes {

    // Steps along the lane index: from each lane straight to the next, reading one entry of each. OFFSET 0 keeps the
    // look-ups look-ups, whatever the planner believes about tables that were empty when it last looked.
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
            ), seen AS (
                SELECT lane.tenant_id, lane.webhook_id, h.paused_at IS NOT NULL AS paused, h.draining,
                    ceil(extract(epoch FROM greatest(
                        CASE WHEN h.paused_at IS NULL THEN lane.due_at ELSE now() END,
                        h.resume_at, h.held_until) - now()) * 1000)::bigint AS wait_millis
                FROM lane
                CROSS JOIN LATERAL (
                    SELECT FROM webhook w WHERE w.id = lane.webhook_id AND w.status = 'active' OFFSET 0) w
                CROSS JOIN LATERAL (
                    SELECT * FROM webhook_health h WHERE h.webhook_id = lane.webhook_id OFFSET 0) h
            )
            SELECT * FROM seen WHERE wait_millis < ?
            """;

    private final DeliveryDatabase database;

    DueLanes(DeliveryDatabase database) {
        this.database = database;
    }

    /**
     * Surveys the lanes of active webhooks.
     *
     * @param withinMillis how far to look ahead, in milliseconds
     * @return every lane that is ready now or will be by then
     */
    List<Lane> survey(long withinMillis) {
        return database.jdbc()
                .query(
                        SURVEY,
                        (row, number) -> new Lane(
                                row.getLong("tenant_id"),
                                row.getObject("webhook_id", UUID.class),
                                row.getLong("wait_millis"),
                                row.getBoolean("paused"),
                                row.getBoolean("draining")),
                        withinMillis);
    }
}
