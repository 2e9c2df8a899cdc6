package dev.serai.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The records that were synced into the hub. */
@Component
class StoredRecords {

    // A record that is as it was keeps its position, so that whoever follows the changes does not see it again.
    private static final String STORE =
            """
            WITH stored AS (
                INSERT INTO synced_record AS kept (connection_id, data_type, record_id, updated_at, deleted, raw, run_id)
                SELECT ?, ?, * FROM unnest(?::text[], ?::timestamptz[], ?::boolean[], ?::text[]) AS r, (SELECT ?::uuid) AS run
                ON CONFLICT (connection_id, data_type, record_id) DO UPDATE SET
                    updated_at = excluded.updated_at, deleted = excluded.deleted, raw = excluded.raw,
                    run_id = excluded.run_id,
                    position = CASE WHEN kept.raw = excluded.raw AND kept.deleted = excluded.deleted
                        THEN kept.position ELSE nextval('synced_record_position') END
                WHERE ? OR kept.raw <> excluded.raw OR kept.deleted <> excluded.deleted
                RETURNING position, deleted
            )
            SELECT count(*) FILTER (WHERE position > ? AND NOT deleted) AS changed,
                count(*) FILTER (WHERE position > ? AND deleted) AS deleted
            FROM stored
            """;

    private static final String LAST_POSITION =
            "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM synced_record_position";

    private static final String UNSEEN =
            """
            UPDATE synced_record SET deleted = true, run_id = ?, position = nextval('synced_record_position')
            WHERE connection_id = ? AND data_type = ? AND run_id <> ? AND NOT deleted
            """;

    private static final String PAGE =
            """
            SELECT record_id, updated_at, deleted, raw, position FROM synced_record
            WHERE connection_id = ? AND data_type = ? AND position > ? ORDER BY position LIMIT ?
            """;

    private final JdbcTemplate database;
    private final ObjectMapper json;

    StoredRecords(JdbcTemplate database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** How many records a page has changed, and how many of it are there no more. */
    record Changes(long changed, long deleted) {}

    /** A record, and where it stands in the order of changes. */
    record Stored(SyncRecord record, long position) {}

    /**
     * Stores a page, in the current transaction.
     *
     * @param all whether the run reads everything, and has to know afterwards what it has not seen
     */
    Changes store(UUID connectionId, String type, UUID runId, List<SyncRecord> page, boolean all) {
        if (page.isEmpty()) {
            return new Changes(0, 0);
        }
        // Some providers give a record twice in a page; the later one is the newer.
        Map<String, SyncRecord> records = new LinkedHashMap<>();
        page.forEach(record -> records.put(record.id(), record));
        Long before = database.queryForObject(LAST_POSITION, Long.class);
        long last = before == null ? 0 : before;
        return database.query(
                        STORE,
                        statement -> {
                            var connection = statement.getConnection();
                            statement.setObject(1, connectionId);
                            statement.setString(2, type);
                            statement.setArray(
                                    3,
                                    connection.createArrayOf(
                                            "text", records.keySet().toArray()));
                            statement.setObject(
                                    4,
                                    connection.createArrayOf(
                                            "timestamptz",
                                            records.values().stream()
                                                    .map(record -> record.updatedAt() == null
                                                            ? null
                                                            : record.updatedAt().atOffset(ZoneOffset.UTC))
                                                    .toArray()),
                                    Types.ARRAY);
                            statement.setArray(
                                    5,
                                    connection.createArrayOf(
                                            "boolean",
                                            records.values().stream()
                                                    .map(SyncRecord::deleted)
                                                    .toArray()));
                            statement.setArray(
                                    6,
                                    connection.createArrayOf(
                                            "text",
                                            records.values().stream()
                                                    .map(record -> record.raw().toString())
                                                    .toArray()));
                            statement.setObject(7, runId);
                            statement.setBoolean(8, all);
                            statement.setLong(9, last);
                            statement.setLong(10, last);
                        },
                        (row, number) -> new Changes(row.getLong("changed"), row.getLong("deleted")))
                .get(0);
    }

    /** @return how many records a run that read everything has not seen, which are deleted now */
    long deleteUnseen(UUID connectionId, String type, UUID runId) {
        return database.update(UNSEEN, runId, connectionId, type, runId);
    }

    /** @return the records that changed after a position, in the order of their changes */
    List<Stored> after(UUID connectionId, String type, long position, int limit) {
        return database.query(PAGE, (row, number) -> stored(type, row), connectionId, type, position, limit);
    }

    private Stored stored(String type, ResultSet row) throws SQLException {
        OffsetDateTime updatedAt = row.getObject("updated_at", OffsetDateTime.class);
        Instant moment = updatedAt == null ? null : updatedAt.toInstant();
        try {
            return new Stored(
                    new SyncRecord(
                            row.getString("record_id"),
                            type,
                            moment,
                            row.getBoolean("deleted"),
                            json.readTree(row.getString("raw"))),
                    row.getLong("position"));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was kept as JSON is none", broken);
        }
    }
}
