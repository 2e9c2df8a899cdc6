package dev.serai.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The deliveries that failed for the last time: found, shown, and sent again. */
@Service
public class DeadLetters {

    static final UUID LAST_ID = new UUID(-1, -1);

    private static final int PAGE_BYTES = 4 * 1024 * 1024;

    // What comes before each is added up, so that the first is shown whatever its size.
    private static final String FIND =
            """
            WITH found AS (
                SELECT d.*, e.data FROM delivery d
                JOIN webhook w ON w.id = d.webhook_id
                JOIN event e ON e.id = d.event_id
                WHERE d.tenant_id = ? AND d.status = 'failed' AND d.id >= ? AND d.id < ?
                    AND (?::uuid IS NULL OR d.webhook_id = ?) AND (?::text IS NULL OR d.event_type = ?)
                ORDER BY d.id DESC LIMIT ?
            ), sized AS (
                SELECT *, sum(octet_length(data)) OVER (ORDER BY id DESC) - octet_length(data) AS bytes_before FROM found
            )
            SELECT * FROM sized WHERE bytes_before < ? ORDER BY id DESC
            """;

    private static final String GET =
            """
            SELECT d.*, e.data FROM delivery d
            JOIN webhook w ON w.id = d.webhook_id
            JOIN event e ON e.id = d.event_id
            WHERE d.id = ? AND d.tenant_id = ? AND d.status = 'failed'
            """;

    // The same delivery goes out again, under the same webhook-id, with as many attempts as its webhook has by now. One
    // whose event's day is over stays. The engine locks the rows of health in the order of their ids as well.
    private static final String RESEND =
            """
            WITH dead AS (
                DELETE FROM delivery d
                WHERE d.id = ANY (?) AND d.tenant_id = ? AND d.status = 'failed'
                    AND EXISTS (SELECT FROM event e WHERE e.id = d.event_id)
                RETURNING *
            ), resent AS (
                SELECT webhook_id, count(*) AS count FROM dead GROUP BY webhook_id
            ), locked AS (
                SELECT webhook_id FROM webhook_health WHERE webhook_id IN (SELECT webhook_id FROM resent)
                ORDER BY webhook_id FOR NO KEY UPDATE
            ), counted AS (
                UPDATE webhook_health h SET failure_count = failure_count - r.count
                FROM resent r JOIN locked l USING (webhook_id) WHERE h.webhook_id = l.webhook_id
            )
            INSERT INTO delivery_due (id, tenant_id, webhook_id, event_id, attempt, final_attempt, due_at, size)
            SELECT d.id, d.tenant_id, d.webhook_id, d.event_id, d.attempts, d.attempts + w.retry_attempts, now(),
                (SELECT length(e.data) FROM event e WHERE e.id = d.event_id)
            FROM dead d JOIN webhook w ON w.id = d.webhook_id
            """;

    private final JdbcTemplate database;
    private final ObjectMapper json;
    private final DueSignal due;

    DeadLetters(JdbcTemplate database, ObjectMapper json, DueSignal due) {
        this.database = database;
        this.json = json;
        this.due = due;
    }

    /**
     * Finds dead letters, the newest event first. A page ends early once its events' data come to 4 MiB.
     *
     * @param limit how many at most
     * @param after the last one of the page before; null: from the newest
     * @return a page; none when there are no more
     */
    public List<DeadLetter> find(Tenant tenant, DeadLetterFilter filter, int limit, @Nullable UUID after) {
        UUID end = filter.until() == null ? LAST_ID : HistoryIds.firstAt(filter.until());
        // As texts, UUIDs sort as in PostgreSQL; UUID.compareTo compares signed numbers.
        boolean pageEndsEarlier = after != null && after.toString().compareTo(end.toString()) < 0;
        return database.query(
                FIND,
                (row, number) -> deadLetter(row),
                tenant.id(),
                HistoryIds.firstAt(filter.since() == null ? Instant.EPOCH : filter.since()),
                pageEndsEarlier ? after : end,
                filter.webhookId(),
                filter.webhookId(),
                filter.event(),
                filter.event(),
                limit,
                PAGE_BYTES);
    }

    /**
     * Shows one dead letter.
     *
     * @throws NotFound when the tenant has none with this id
     */
    public DeadLetter get(Tenant tenant, UUID deliveryId) {
        List<DeadLetter> found = database.query(GET, (row, number) -> deadLetter(row), deliveryId, tenant.id());
        if (found.isEmpty()) {
            throw new NotFound("Dead letter not found");
        }
        return found.get(0);
    }

    /**
     * Sends one dead letter again; it is no dead letter from then on.
     *
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public void resend(Tenant tenant, UUID deliveryId) {
        get(tenant, deliveryId);
        if (resend(tenant.id(), List.of(deliveryId)) == 0) {
            throw new NotFound("Dead letter not found");
        }
        due.spreadAfterCommit();
    }

    /** Sends dead letters again in the current transaction. */
    int resend(long tenantId, List<UUID> deliveryIds) {
        return database.update(RESEND, statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", deliveryIds.toArray()));
            statement.setLong(2, tenantId);
        });
    }

    private DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                DeliveryLog.record(row.getObject("webhook_id", UUID.class), row), data(row.getString("data")));
    }

    private JsonNode data(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("event.data holds no JSON", broken);
        }
    }
}
