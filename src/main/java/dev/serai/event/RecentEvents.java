package dev.serai.event;

import dev.serai.tenancy.Tenant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * The newest events of a tenant, as examples of what its webhooks get. They are found for the types of requirement
 * document 001, the only ones whose samples anyone asks for; all others are logged without paying for an index.
 */
@Service
public class RecentEvents {

    // The list is that of the partial index event_for_samples: only so may the planner use it, whatever type is asked
    // for.
    private static final String NEWEST =
            """
            SELECT id, tenant_id, type, occurred_at, sender_id, data, traceparent FROM event
            WHERE tenant_id = ? AND type = ?
                AND type IN ('appointment.created', 'appointment.cancelled', 'appointment.completed', 'call.received')
            ORDER BY id DESC LIMIT ?
            """;

    private final JdbcTemplate database;

    RecentEvents(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * Finds events that are still kept.
     *
     * @param type their type
     * @param limit how many at most
     * @return the events, the one that was accepted last first
     */
    public List<Event> newest(Tenant tenant, String type, int limit) {
        return database.query(
                NEWEST,
                (row, number) -> new Event(
                        row.getObject("id", UUID.class),
                        row.getLong("tenant_id"),
                        row.getString("type"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getString("sender_id"),
                        row.getString("data"),
                        row.getString("traceparent")),
                tenant.id(),
                type,
                limit);
    }
}
