package dev.serai.tenancy;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * Who did what, when and from where. An entry is written in the transaction that does it, so that it is there if and only
 * if it was done; it names things by their ids and never tells a value.
 */
@Service
public class AuditLog {

    private static final String ADD =
            """
            INSERT INTO audit_entry (id, tenant_id, actor, action, subject_type, subject_id, client_address)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String FIND =
            """
            SELECT id, actor, action, subject_type, subject_id, client_address FROM audit_entry
            WHERE tenant_id = ? AND (?::uuid IS NULL OR id < ?)
                AND (?::text IS NULL OR subject_type = ?) AND (?::text IS NULL OR subject_id = ?)
            ORDER BY id DESC LIMIT ?
            """;

    private final JdbcTemplate database;
    // Counts within a millisecond, so that what happens in one keeps its order.
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    AuditLog(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * Who acts.
     *
     * @param actor the token's subject, or the key's id
     * @param clientAddress the address the request came from
     */
    public record Actor(String actor, String clientAddress) {}

    /**
     * An entry.
     *
     * @param action what was done, such as {@code created}
     * @param subjectType what it was done to: {@code connection}, {@code webhook} or {@code key}
     * @param subjectId its id
     */
    public record Entry(
            UUID id,
            Instant at,
            String actor,
            String action,
            String subjectType,
            String subjectId,
            String clientAddress) {}

    /** Adds an entry to the current transaction. */
    public void add(Tenant tenant, Actor actor, String action, String subjectType, String subjectId) {
        database.update(
                ADD, ids.generate(), tenant.id(), actor.actor(), action, subjectType, subjectId, actor.clientAddress());
    }

    /**
     * Finds entries, the newest first.
     *
     * @param subjectType only those about such things; null: about all
     * @param subjectId only those about this one; null: about all
     * @param limit how many at most
     * @param after the last one of the page before; null: from the newest
     */
    public List<Entry> find(
            Tenant tenant, @Nullable String subjectType, @Nullable String subjectId, int limit, @Nullable UUID after) {
        return database.query(
                FIND,
                (row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Entry(
                            id,
                            // The first 48 bits of a UUIDv7 are its milliseconds since 1970 (RFC 9562, section 5.7).
                            Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16),
                            row.getString("actor"),
                            row.getString("action"),
                            row.getString("subject_type"),
                            row.getString("subject_id"),
                            row.getString("client_address"));
                },
                tenant.id(),
                after,
                after,
                subjectType,
                subjectType,
                subjectId,
                subjectId,
                limit);
    }
}
