package dev.serai.provider.googlecalendar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.Goodbye;
import dev.serai.connection.GoodbyeCall;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AccessToken;
import dev.serai.oauth.KeptTokens;
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

/** Changes the work for a calendar with its settings, and ends it when its connection goes. */
@Component
class CalendarLife implements ConnectionWatcher, Goodbye {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarLife.class);

    private final CalendarUse use;
    private final EventLinks links;
    private final SyncPositions positions;
    private final SkippedEvents skipped;
    private final Channels channels;
    private final KeptTokens tokens;
    private final ProviderSettings settings;
    private final Tasks tasks;

    CalendarLife(
            CalendarUse use,
            EventLinks links,
            SyncPositions positions,
            SkippedEvents skipped,
            Channels channels,
            KeptTokens tokens,
            ProviderSettings settings,
            Tasks tasks) {
        this.use = use;
        this.links = links;
        this.positions = positions;
        this.skipped = skipped;
        this.channels = channels;
        this.tokens = tokens;
        this.settings = settings;
        this.tasks = tasks;
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

    /** Forgets all that is known of a calendar. */
    void forget(UUID connectionId) {
        links.lock(connectionId);
        links.forget(connectionId);
        positions.forget(connectionId);
        skipped.forget(connectionId);
    }

    /** Has done what is to be done for a calendar as it is used now. */
    void begin(OpenConnection connection) {
        long tenantId = connection.tenantId();
        UUID id = connection.id();
        boolean used = use.isUsed(connection);
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
        Optional<AccessToken> token = tokens.find(connection.tenantId(), connection.id());
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
