package dev.serai.connection;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** What happened with connections: every message, test, sync and health check leaves a row. */
@Service
public class ConnectionLog {

    private static final String ADD =
            """
            INSERT INTO connection_log (id, tenant_id, connection_id, status, message, created_at)
            SELECT ?, tenant_id, id, ?, ?, now() FROM connection WHERE id = ? AND tenant_id = ?
            """;

    private static final String PAGE =
            """
            SELECT id, status, message, created_at FROM connection_log
            WHERE connection_id = ? AND tenant_id = ? AND (?::text IS NULL OR status = ?)
            ORDER BY id DESC LIMIT ? OFFSET ?
            """;

    private static final String COUNT =
            """
            SELECT count(*) FROM connection_log
            WHERE connection_id = ? AND tenant_id = ? AND (?::text IS NULL OR status = ?)
            """;

    private final JdbcTemplate database;
    private final Connections connections;
    // Counts within a millisecond, so that what happens in one keeps its order.
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    ConnectionLog(JdbcTemplate database, Connections connections) {
        this.database = database;
        this.connections = connections;
    }

    /**
     * An entry.
     *
     * @param status {@code success} or {@code error}
     * @param message a sentence for the connection's owner, without secrets
     */
    public record Entry(UUID id, String status, String message, Instant createdAt) {}

    /**
     * A page of entries.
     *
     * @param entries the newest first
     * @param total how many there are on all pages
     */
    public record Page(List<Entry> entries, long total) {}

    /** Notes that something went well; nothing when the connection has gone meanwhile. */
    public void success(long tenantId, UUID connectionId, String message) {
        add(tenantId, connectionId, "success", message);
    }

    /** Notes that something failed; nothing when the connection has gone meanwhile. */
    public void error(long tenantId, UUID connectionId, String message) {
        add(tenantId, connectionId, "error", message);
    }

    private void add(long tenantId, UUID connectionId, String status, String message) {
        database.update(ADD, ids.generate(), status, message, connectionId, tenantId);
    }

    /**
     * Shows a page of a connection's log.
     *
     * @param status only entries of this kind; null: all
     * @param page counted from 1
     * @param limit entries a page
     * @throws NotFound when the tenant has no such connection
     */
    public Page page(Tenant tenant, UUID connectionId, @Nullable String status, int page, int limit) {
        connections.get(tenant, connectionId);
        List<Entry> entries = database.query(
                PAGE,
                (row, number) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("status"),
                        row.getString("message"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()),
                connectionId,
                tenant.id(),
                status,
                status,
                limit,
                (long) (page - 1) * limit);
        Long total = database.queryForObject(COUNT, Long.class, connectionId, tenant.id(), status, status);
        return new Page(entries, total == null ? 0 : total);
    }
}
