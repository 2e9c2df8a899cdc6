package dev.serai.provider.googlecalendar;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far each calendar has been read. */
@Component
class SyncPositions {

    private final JdbcTemplate database;

    SyncPositions(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * How far a calendar has been read.
     *
     * @param token what Google gave for the changes since; null: the calendar has to be read anew
     * @param syncedAt when the last reading began that came to its end; null: none did
     */
    record Position(@Nullable String token, @Nullable Instant syncedAt) {

        static final Position NONE = new Position(null, null);
    }

    Position find(UUID connectionId) {
        return database
                .query(
                        "SELECT sync_token, synced_at FROM calendar_sync WHERE connection_id = ?",
                        (row, number) -> {
                            @Nullable OffsetDateTime at = row.getObject("synced_at", OffsetDateTime.class);
                            return new Position(row.getString("sync_token"), at == null ? null : at.toInstant());
                        },
                        connectionId)
                .stream()
                .findFirst()
                .orElse(Position.NONE);
    }

    void keep(CalendarConnection calendar, String token, Instant syncedAt) {
        database.update(
                """
                INSERT INTO calendar_sync (connection_id, tenant_id, sync_token, synced_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (connection_id) DO UPDATE SET sync_token = excluded.sync_token, synced_at = excluded.synced_at
                """,
                calendar.id(),
                calendar.tenantId(),
                token,
                syncedAt.atOffset(ZoneOffset.UTC));
    }

    /** Google takes the token no more: the calendar has to be read anew. */
    void loseToken(UUID connectionId) {
        database.update("UPDATE calendar_sync SET sync_token = NULL WHERE connection_id = ?", connectionId);
    }

    void forget(UUID connectionId) {
        database.update("DELETE FROM calendar_sync WHERE connection_id = ?", connectionId);
    }
}
