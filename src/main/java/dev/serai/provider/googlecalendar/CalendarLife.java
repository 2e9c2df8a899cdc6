package dev.serai.provider.googlecalendar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.Goodbye;
import dev.serai.connection.GoodbyeCall;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AccessToken;
import dev.serai.oauth.AccessTokens;
import dev.serai.oauth.AuthorizationListener;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import dev.serai.schedule.Tasks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Begins the work for a calendar when it is connected, changes it with its settings, and ends it when it goes. */
@Component
class CalendarLife implements AuthorizationListener, ConnectionWatcher, Goodbye {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarLife.class);

    private final Calendars calendars;
    private final EventLinks links;
    private final SyncPositions positions;
    private final SkippedEvents skipped;
    private final Channels channels;
    private final AccessTokens tokens;
    private final ProviderSettings settings;
    private final Tasks tasks;

    CalendarLife(
            Calendars calendars,
            EventLinks links,
            SyncPositions positions,
            SkippedEvents skipped,
            Channels channels,
            AccessTokens tokens,
            ProviderSettings settings,
            Tasks tasks) {
        this.calendars = calendars;
        this.links = links;
        this.positions = positions;
        this.skipped = skipped;
        this.channels = channels;
        this.tokens = tokens;
        this.settings = settings;
        this.tasks = tasks;
    }

    @Override
    public void authorized(long tenantId, UUID connectionId, boolean sameAccount) {
        calendars.find(tenantId, connectionId).ifPresent(connection -> {
            if (!sameAccount) {
                // What was known is of another person's calendar; that person's channel can't be ended with this token.
                channels.forget(connectionId);
                forget(connectionId);
            }
            begin(connection);
        });
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        if (!after.provider().equals(GoogleCalendar.PROVIDER)) {
            return;
        }
        if (!CalendarConnection.of(before)
                .calendarId()
                .equals(CalendarConnection.of(after).calendarId())) {
            forget(after.id());
        }
        begin(after);
    }

    private void forget(UUID connectionId) {
        links.lock(connectionId);
        links.forget(connectionId);
        positions.forget(connectionId);
        skipped.forget(connectionId);
    }

    /** Has done what is to be done for a calendar as it is used now. */
    private void begin(OpenConnection connection) {
        long tenantId = connection.tenantId();
        UUID id = connection.id();
        boolean used = calendars.isUsed(connection);
        if (used) {
            tasks.scheduleNow(CalendarTasks.WRITE, tenantId, id);
        }
        if (used && CalendarConnection.of(connection).twoWay()) {
            tasks.scheduleNow(CalendarTasks.SYNC, tenantId, id);
            tasks.scheduleNow(CalendarTasks.CHANNEL, tenantId, id);
        } else {
            tasks.cancel(CalendarTasks.SYNC, id);
            positions.forget(id);
            // Its route ends the channels that nobody needs.
            tasks.scheduleNow(CalendarTasks.CHANNEL, tenantId, id);
        }
    }

    @Override
    public List<GoodbyeCall> calls(OpenConnection connection) {
        if (!connection.provider().equals(GoogleCalendar.PROVIDER)) {
            return List.of();
        }
        Optional<AccessToken> token = tokens.kept(connection.tenantId(), connection.id());
        try {
            URI stop = URI.create(settings.baseUrl(GoogleCalendar.PROVIDER) + "/channels/stop");
            return token.stream()
                    .flatMap(kept -> channels.of(connection.id()).stream()
                            .filter(channel -> channel.resourceId() != null)
                            .map(channel -> call(stop, kept, channel)))
                    .toList();
        } catch (ProviderFault unset) {
            LOG.warn(
                    "The push channels of connection {} end only by themselves: {}",
                    connection.id(),
                    unset.getMessage());
            return List.of();
        }
    }

    private static GoodbyeCall call(URI stop, AccessToken token, Channels.Row channel) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("id", channel.id().toString())
                .put("resourceId", channel.resourceId())
                .toString();
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + token.text(), "Content-Type", "application/json");
        return new GoodbyeCall("push channel", "POST", stop, headers, body);
    }

    @Override
    public int order() {
        return 0;
    }
}
