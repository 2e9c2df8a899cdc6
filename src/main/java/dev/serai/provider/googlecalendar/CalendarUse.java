package dev.serai.provider.googlecalendar;

import dev.serai.connection.OpenConnection;
import dev.serai.oauth.KeptTokens;
import org.springframework.stereotype.Component;

/** Says whether a connected calendar is in use. */
@Component
class CalendarUse {

    private final KeptTokens tokens;

    CalendarUse(KeptTokens tokens) {
        this.tokens = tokens;
    }

    /** @return whether a calendar may be talked to; one that failed may too, since it recovers only by being tried */
    boolean isUsed(OpenConnection connection) {
        return switch (connection.status()) {
            case ACTIVE, ERROR -> true;
            // With a token it was authorised a moment ago: the first call that goes well makes it active.
            case PENDING, REVOKED ->
                tokens.find(connection.tenantId(), connection.id()).isPresent();
            case INACTIVE -> false;
        };
    }
}
