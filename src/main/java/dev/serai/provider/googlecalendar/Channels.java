package dev.serai.provider.googlecalendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The push channels that were asked for. */
@Component
class Channels {

    private static final String COLUMNS =
            "SELECT id, tenant_id, connection_id, token_hash, resource_id, expires_at FROM calendar_channel ";

    private final JdbcTemplate database;

    Channels(JdbcTemplate database) {
        this.database = database;
    }

    /**
     * A channel.
     *
     * @param tokenHash SHA-256 of the token that its notices carry
     * @param resourceId Google's id of what is watched; null: Google has not answered yet
     */
    record Row(
            UUID id,
            long tenantId,
            UUID connectionId,
            byte[] tokenHash,
            @Nullable String resourceId,
            Instant expiresAt) {}

    /** Keeps a channel before it is asked for: its first notice may come before Google's answer. */
    void add(UUID id, CalendarConnection calendar, byte[] tokenHash, Instant expiresAt) {
        database.update(
                "INSERT INTO calendar_channel (id, connection_id, tenant_id, token_hash, expires_at) VALUES (?, ?, ?, ?, ?)",
                id,
                calendar.id(),
                calendar.tenantId(),
                tokenHash,
                expiresAt.atOffset(ZoneOffset.UTC));
    }

    void opened(UUID id, String resourceId, Instant expiresAt) {
        database.update(
                "UPDATE calendar_channel SET resource_id = ?, expires_at = ? WHERE id = ?",
                resourceId,
                expiresAt.atOffset(ZoneOffset.UTC),
                id);
    }

    void remove(UUID id) {
        database.update("DELETE FROM calendar_channel WHERE id = ?", id);
    }

    /** Forgets the channels of a connection; Google ends them by itself. */
    void forget(UUID connectionId) {
        database.update("DELETE FROM calendar_channel WHERE connection_id = ?", connectionId);
    }

    Optional<Row> find(UUID id) {
        return database.query(COLUMNS + "WHERE id = ?", Channels::row, id).stream()
                .findFirst();
    }

    /** @return the channels of a connection, the one that ends last first */
    List<Row> of(UUID connectionId) {
        return database.query(
                COLUMNS + "WHERE connection_id = ? ORDER BY expires_at DESC", Channels::row, connectionId);
    }

    /** @return whether Google tells of changes by itself */
    boolean hasOpen(UUID connectionId, Instant now) {
        return of(connectionId).stream()
                .anyMatch(channel ->
                        channel.resourceId() != null && channel.expiresAt().isAfter(now));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getLong("tenant_id"),
                row.getObject("connection_id", UUID.class),
                row.getBytes("token_hash"),
                row.getString("resource_id"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
