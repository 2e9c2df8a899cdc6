package dev.serai.sync;

import dev.serai.sync.SyncRun.Mode;
import dev.serai.sync.SyncRun.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far each data type of each connection has been synced. */
@Component
class SyncRuns {

    // A run that is under way goes on; asking for it again is no new one.
    private static final String REQUEST =
            """
            INSERT INTO data_sync AS sync (connection_id, data_type, tenant_id, run_id, mode, status, requested_at)
            VALUES (?, ?, ?, ?, 'full', 'waiting', now())
            ON CONFLICT (connection_id, data_type) DO UPDATE SET
                run_id = excluded.run_id, mode = CASE WHEN sync.cursor IS NULL OR ? THEN 'full' ELSE 'incremental' END,
                status = 'waiting', position = NULL, newest_at = NULL, read_count = 0, changed_count = 0,
                deleted_count = 0, error = NULL, started_at = NULL, finished_at = NULL, requested_at = now()
            WHERE sync.status IN ('finished', 'failed')
            """;

    private static final String COLUMNS =
            """
            SELECT run_id, data_type, mode, status, cursor, position, newest_at, read_count, changed_count, deleted_count,
                error, requested_at, started_at, finished_at
            FROM data_sync WHERE connection_id = ? AND tenant_id = ?
            """;

    private static final String ONE = COLUMNS + " AND data_type = ?";
    private static final String NEXT =
            COLUMNS + " AND status IN ('waiting', 'running') ORDER BY requested_at, data_type LIMIT 1";

    private static final String BEGIN =
            """
            UPDATE data_sync SET status = 'running', started_at = coalesce(started_at, now())
            WHERE connection_id = ? AND data_type = ? AND run_id = ? AND status IN ('waiting', 'running')
            """;

    private static final String ANEW =
            """
            UPDATE data_sync SET mode = 'full', cursor = NULL, position = NULL, newest_at = NULL, read_count = 0,
                changed_count = 0, deleted_count = 0
            WHERE connection_id = ? AND data_type = ? AND run_id = ?
            """;

    private static final String ADVANCE =
            """
            UPDATE data_sync SET position = ?, newest_at = ?, read_count = read_count + ?,
                changed_count = changed_count + ?, deleted_count = deleted_count + ?, error = NULL
            WHERE connection_id = ? AND data_type = ? AND run_id = ? AND status = 'running'
            """;

    private static final String FINISH =
            """
            UPDATE data_sync SET status = 'finished', cursor = ?, position = NULL, newest_at = NULL, finished_at = now(),
                deleted_count = deleted_count + ?
            WHERE connection_id = ? AND data_type = ? AND run_id = ? AND status = 'running'
            """;

    private static final String WAITS =
            "UPDATE data_sync SET error = ? WHERE connection_id = ? AND data_type = ? AND run_id = ?";

    private static final String FAIL =
            """
            UPDATE data_sync SET status = 'failed', error = ?, finished_at = now()
            WHERE connection_id = ? AND data_type = ? AND run_id = ? AND status IN ('waiting', 'running')
            """;

    private final JdbcTemplate database;

    SyncRuns(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * A run with where it stands.
     *
     * @param cursor where the read of changes began; null: everything is read
     * @param position where the next page begins; null: at the first
     * @param newestAt the latest change that it has seen; null: none
     */
    record Standing(SyncRun run, @Nullable String cursor, @Nullable String position, @Nullable Instant newestAt) {

        /** @return where its reads begin; null: everything is read */
        @Nullable
        String begun() {
            return run.mode() == Mode.FULL ? null : cursor;
        }
    }

    /** @param full whether everything is to be read, whatever is known already */
    void request(long tenantId, UUID connectionId, String dataType, UUID runId, boolean full) {
        database.update(REQUEST, connectionId, dataType, tenantId, runId, full);
    }

    Optional<SyncRun> find(long tenantId, UUID connectionId, String dataType) {
        return database.query(ONE, SyncRuns::standing, connectionId, tenantId, dataType).stream()
                .map(Standing::run)
                .findFirst();
    }

    /** @return the connection's run that has to be gone on with first */
    Optional<Standing> next(long tenantId, UUID connectionId) {
        return database.query(NEXT, SyncRuns::standing, connectionId, tenantId).stream()
                .findFirst();
    }

    void begin(UUID connectionId, SyncRun run) {
        database.update(BEGIN, connectionId, run.dataType(), run.id());
    }

    /** Everything has to be read, because the provider has forgotten the cursor. */
    void beginAnew(UUID connectionId, SyncRun run) {
        database.update(ANEW, connectionId, run.dataType(), run.id());
    }

    /** @return whether the run is still this one */
    boolean advance(
            UUID connectionId,
            SyncRun run,
            @Nullable String position,
            @Nullable Instant newestAt,
            long read,
            StoredRecords.Changes changes) {
        return database.update(
                        ADVANCE,
                        position,
                        newestAt == null ? null : newestAt.atOffset(ZoneOffset.UTC),
                        read,
                        changes.changed(),
                        changes.deleted(),
                        connectionId,
                        run.dataType(),
                        run.id())
                > 0;
    }

    void finish(UUID connectionId, SyncRun run, @Nullable String cursor, long deleted) {
        database.update(FINISH, cursor, deleted, connectionId, run.dataType(), run.id());
    }

    void waits(UUID connectionId, SyncRun run, String why) {
        database.update(WAITS, why, connectionId, run.dataType(), run.id());
    }

    /** @return whether the run was still under way */
    boolean fail(UUID connectionId, SyncRun run, String why) {
        return database.update(FAIL, why, connectionId, run.dataType(), run.id()) > 0;
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return new Standing(
                new SyncRun(
                        row.getObject("run_id", UUID.class),
                        row.getString("data_type"),
                        Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getLong("read_count"),
                        row.getLong("changed_count"),
                        row.getLong("deleted_count"),
                        row.getString("error"),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        moment(row, "started_at"),
                        moment(row, "finished_at")),
                row.getString("cursor"),
                row.getString("position"),
                moment(row, "newest_at"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
