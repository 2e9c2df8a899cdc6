package dev.serai.provider.googlecalendar;

import dev.serai.sync.appointment.AppointmentField;
import dev.serai.sync.appointment.Register;
import dev.serai.sync.appointment.StateText;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The appointments of each connection with their events. Whoever changes some holds the connection's lock. */
@Component
class EventLinks {

    private static final String COLUMNS =
            """
            SELECT connection_id, appointment_id, event_id, generation, state, changed_at, unheard, etag, event_updated,
                content, shown, sent, gone, pending
            FROM appointment WHERE connection_id = ?
            """;

    private static final String SAVE =
            """
            INSERT INTO appointment (connection_id, appointment_id, tenant_id, event_id, generation, state, changed_at,
                unheard, ends_at, etag, event_updated, content, shown, sent, gone, pending)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (connection_id, appointment_id) DO UPDATE SET
                event_id = excluded.event_id, generation = excluded.generation, state = excluded.state,
                changed_at = excluded.changed_at, unheard = excluded.unheard, ends_at = excluded.ends_at,
                etag = excluded.etag, event_updated = excluded.event_updated, content = excluded.content,
                shown = excluded.shown, sent = excluded.sent, gone = excluded.gone, pending = excluded.pending
            """;

    private final JdbcTemplate database;
    private final StateText states;
    private final ContentText contents;

    EventLinks(JdbcTemplate database, StateText states, ContentText contents) {
        this.database = database;
        this.states = states;
        this.contents = contents;
    }

    /** Keeps others from changing a connection's appointments until the transaction ends. */
    void lock(UUID connectionId) {
        database.queryForList(
                "SELECT pg_advisory_xact_lock(hashtextextended('calendar ' || ?, 0))", connectionId.toString());
    }

    Optional<EventLink> find(UUID connectionId, String appointmentId) {
        return one(COLUMNS + " AND appointment_id = ?", connectionId, appointmentId);
    }

    Optional<EventLink> findByEvent(UUID connectionId, String eventId) {
        return one(COLUMNS + " AND event_id = ?", connectionId, eventId);
    }

    /** @return an appointment of which the calendar has yet to be told something */
    Optional<EventLink> nextPending(UUID connectionId) {
        return one(COLUMNS + " AND pending LIMIT 1", connectionId);
    }

    /** @return the ids of the events that were in the calendar when last seen, and end after a moment */
    List<String> eventsFrom(UUID connectionId, Instant moment) {
        return database.queryForList(
                """
                SELECT event_id FROM appointment
                WHERE connection_id = ? AND etag IS NOT NULL AND NOT gone AND ends_at > ? ORDER BY event_id
                """,
                String.class,
                connectionId,
                moment.atOffset(ZoneOffset.UTC));
    }

    private Optional<EventLink> one(String query, Object... arguments) {
        return database.query(query, this::link, arguments).stream().findFirst();
    }

    void save(long tenantId, EventLink link) {
        Register register = link.register();
        EventLink.Seen seen = link.seen();
        database.update(SAVE, statement -> {
            Array unheard = statement
                    .getConnection()
                    .createArrayOf(
                            "text",
                            register.unheard().stream()
                                    .map(AppointmentField::name)
                                    .toArray());
            int column = 0;
            statement.setObject(++column, link.connectionId());
            statement.setString(++column, link.appointmentId());
            statement.setLong(++column, tenantId);
            statement.setString(++column, link.eventId());
            statement.setInt(++column, link.generation());
            statement.setString(++column, states.write(register.state()));
            statement.setObject(++column, time(register.changedAt()));
            statement.setArray(++column, unheard);
            statement.setObject(
                    ++column,
                    time(register.state()
                            .scheduledAt()
                            .map(start -> start.plus(register.state().duration()))
                            .orElse(null)));
            statement.setString(++column, seen.etag());
            statement.setObject(++column, time(seen.updated()));
            statement.setString(++column, contents.write(seen.content()));
            statement.setString(++column, contents.write(seen.shown()));
            statement.setString(++column, contents.write(seen.sent()));
            statement.setBoolean(++column, seen.gone());
            statement.setBoolean(++column, link.pending());
        });
    }

    /** Gives an appointment the id that the product has for it. */
    void rename(EventLink link, String appointmentId) {
        database.update(
                "UPDATE appointment SET appointment_id = ? WHERE connection_id = ? AND appointment_id = ?",
                appointmentId,
                link.connectionId(),
                link.appointmentId());
    }

    /** Forgets all appointments of a connection. */
    void forget(UUID connectionId) {
        database.update("DELETE FROM appointment WHERE connection_id = ?", connectionId);
    }

    private EventLink link(ResultSet row, int number) throws SQLException {
        Set<AppointmentField> unheard = EnumSet.noneOf(AppointmentField.class);
        Arrays.stream((String[]) row.getArray("unheard").getArray())
                .map(AppointmentField::valueOf)
                .forEach(unheard::add);
        Instant changedAt = row.getObject("changed_at", OffsetDateTime.class).toInstant();
        @Nullable OffsetDateTime updated = row.getObject("event_updated", OffsetDateTime.class);
        return new EventLink(
                row.getObject("connection_id", UUID.class),
                row.getString("appointment_id"),
                row.getString("event_id"),
                row.getInt("generation"),
                new Register(states.read(row.getString("state")), changedAt, unheard),
                new EventLink.Seen(
                        row.getString("etag"),
                        updated == null ? null : updated.toInstant(),
                        contents.read(row.getString("content")),
                        contents.read(row.getString("shown")),
                        contents.readAll(row.getString("sent")),
                        row.getBoolean("gone")),
                row.getBoolean("pending"));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
