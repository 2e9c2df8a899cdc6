package dev.serai.provider.googlecalendar;

import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.refusal.NotFound;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds calendars that are connected. */
@Component
class Calendars {

    private final Connections connections;
    private final CalendarUse use;

    Calendars(Connections connections, CalendarUse use) {
        this.connections = connections;
        this.use = use;
    }

    /** @return a connection to a calendar, whatever its state; empty when there is none (any more) */
    Optional<OpenConnection> find(long tenantId, UUID connectionId) {
        try {
            OpenConnection connection = connections.open(tenantId, connectionId);
            return connection.provider().equals(GoogleCalendar.PROVIDER) ? Optional.of(connection) : Optional.empty();
        } catch (NotFound removed) {
            return Optional.empty();
        }
    }

    /** @return a calendar that may be talked to; empty when its connection is gone or not in use */
    Optional<CalendarConnection> inUse(long tenantId, UUID connectionId) {
        return find(tenantId, connectionId).filter(use::isUsed).map(CalendarConnection::of);
    }
}
