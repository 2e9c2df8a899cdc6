package dev.serai.provider.googlecalendar;

import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AccessTokens;
import dev.serai.refusal.NotFound;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds calendars that are connected. */
@Component
class Calendars {

    private final Connections connections;
    private final AccessTokens tokens;

    Calendars(Connections connections, AccessTokens tokens) {
        this.connections = connections;
        this.tokens = tokens;
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
        return find(tenantId, connectionId).filter(this::isUsed).map(CalendarConnection::of);
    }

    /** @return whether a calendar may be talked to; one that failed may too, since it recovers only by being tried */
    boolean isUsed(OpenConnection connection) {
        return switch (connection.status()) {
            case ACTIVE, ERROR -> true;
            // With a token it was authorised a moment ago: the first call that goes well makes it active.
            case PENDING, REVOKED ->
                tokens.kept(connection.tenantId(), connection.id()).isPresent();
            case INACTIVE -> false;
        };
    }
}
