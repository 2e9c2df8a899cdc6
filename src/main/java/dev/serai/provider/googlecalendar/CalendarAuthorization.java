package dev.serai.provider.googlecalendar;

import dev.serai.oauth.AuthorizationListener;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Begins the work for a calendar when its connection is authorised. */
@Component
class CalendarAuthorization implements AuthorizationListener {

    private final Calendars calendars;
    private final CalendarLife life;
    private final Channels channels;

    CalendarAuthorization(Calendars calendars, CalendarLife life, Channels channels) {
        this.calendars = calendars;
        this.life = life;
        this.channels = channels;
    }

    @Override
    public void authorized(long tenantId, UUID connectionId, boolean sameAccount) {
        calendars.find(tenantId, connectionId).ifPresent(connection -> {
            if (!sameAccount) {
                // What was known is of another person's calendar; that person's channel can't be ended with this token.
                channels.forget(connectionId);
                life.forget(connectionId);
            }
            life.begin(connection);
        });
    }
}
