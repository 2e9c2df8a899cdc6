package dev.serai.webhook;

import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** What became of a webhook's deliveries: the newest ones, their attempts, and the figures. */
@Service
public class DeliveryLog {

    // Deliveries under way and those that ended stand in two tables; each gives its newest, and the newest of both
    // count.
    private static final String NEWEST =
            """
            (SELECT d.id, e.type AS event_type, 'pending' AS status, d.attempt AS attempts, a.response_status,
                    a.duration_ms, a.error, NULL::timestamptz AS completed_at
             FROM (SELECT * FROM delivery_due WHERE tenant_id = ? AND webhook_id = ? ORDER BY id DESC LIMIT ?) d
             JOIN event e ON e.id = d.event_id
             LEFT JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempt)
            UNION ALL
            (SELECT id, event_type, status, attempts, response_status, duration_ms, error, completed_at
             FROM delivery WHERE webhook_id = ? AND tenant_id = ? ORDER BY id DESC LIMIT ?)
            ORDER BY id DESC LIMIT ?
            """;

    private static final String ATTEMPTS =
            """
            SELECT a.number, a.started_at, a.duration_ms, a.response_status, a.response_body, a.error
            FROM attempt a WHERE a.delivery_id = ? ORDER BY a.number
            """;

    private static final String KNOWN =
            """
            SELECT EXISTS (SELECT FROM delivery WHERE id = ? AND tenant_id = ? AND webhook_id = ?)
                OR EXISTS (SELECT FROM delivery_due WHERE id = ? AND tenant_id = ? AND webhook_id = ?)
            """;

    private static final String STATISTICS =
            """
            SELECT h.success_count, h.failure_count,
                (SELECT count(*) FROM delivery_due d WHERE d.tenant_id = w.tenant_id AND d.webhook_id = w.id) AS pending
            FROM webhook w JOIN webhook_health h ON h.webhook_id = w.id
            WHERE w.id = ? AND w.tenant_id = ?
            """;

    private final JdbcTemplate database;
    private final Webhooks webhooks;

    DeliveryLog(JdbcTemplate database, Webhooks webhooks) {
        this.database = database;
        this.webhooks = webhooks;
    }

    /**
     * Shows the newest deliveries, first those whose event came last.
     *
     * @param limit how many at most, 1 to 1,000
     * @throws NotFound when the tenant has no such webhook
     */
    public List<DeliveryRecord> newest(Tenant tenant, UUID webhookId, int limit) {
        webhooks.get(tenant, webhookId);
        return database.query(
                NEWEST,
                (row, number) -> record(webhookId, row),
                tenant.id(),
                webhookId,
                limit,
                webhookId,
                tenant.id(),
                limit,
                limit);
    }

    /**
     * Shows the attempts of one delivery, the first one first.
     *
     * @throws NotFound when the tenant has no such webhook or delivery
     */
    public List<AttemptRecord> attempts(Tenant tenant, UUID webhookId, UUID deliveryId) {
        webhooks.get(tenant, webhookId);
        Boolean known = database.queryForObject(
                KNOWN, Boolean.class, deliveryId, tenant.id(), webhookId, deliveryId, tenant.id(), webhookId);
        if (!Boolean.TRUE.equals(known)) {
            throw new NotFound("Delivery not found");
        }
        return database.query(ATTEMPTS, (row, number) -> attempt(row), deliveryId);
    }

    /**
     * Counts a webhook's deliveries since it was made; retention takes nothing away from the figures.
     *
     * @throws NotFound when the tenant has no such webhook
     */
    public DeliveryStatistics statistics(Tenant tenant, UUID webhookId) {
        List<DeliveryStatistics> found = database.query(
                STATISTICS,
                (row, number) -> new DeliveryStatistics(
                        row.getLong("success_count"), row.getLong("failure_count"), row.getLong("pending")),
                webhookId,
                tenant.id());
        if (found.isEmpty()) {
            throw new NotFound("Webhook not found");
        }
        return found.get(0);
    }

    static DeliveryRecord record(UUID webhookId, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new DeliveryRecord(
                id,
                webhookId,
                row.getString("event_type"),
                row.getString("status"),
                row.getObject("response_status", Integer.class),
                row.getInt("attempts"),
                row.getString("error"),
                row.getObject("duration_ms", Integer.class),
                HistoryIds.madeAt(id),
                instant(row, "completed_at"));
    }

    private static AttemptRecord attempt(ResultSet row) throws SQLException {
        return new AttemptRecord(
                row.getInt("number"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getInt("duration_ms"),
                row.getObject("response_status", Integer.class),
                row.getString("response_body"),
                row.getString("error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
