package dev.serai.provider.googlecalendar;

import dev.serai.refusal.NotFound;
import dev.serai.schedule.Tasks;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes Google's notices that a calendar has changed. They say no more than that, and only if they prove themselves. */
@Component
public class CalendarNotices {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The first notice of a channel: it is open. */
    private static final String HANDSHAKE = "sync";

    private final Channels channels;
    private final Calendars calendars;
    private final Tasks tasks;

    CalendarNotices(Channels channels, Calendars calendars, Tasks tasks) {
        this.channels = channels;
        this.calendars = calendars;
        this.tasks = tasks;
    }

    /**
     * A notice, as Google's headers have it.
     *
     * @param connectionId the connection that its address names
     * @param channelId {@code X-Goog-Channel-ID}; null: it was not sent, like the others
     * @param token {@code X-Goog-Channel-Token}
     * @param resourceId {@code X-Goog-Resource-ID}
     * @param state {@code X-Goog-Resource-State}
     */
    public record Notice(
            UUID connectionId,
            @Nullable String channelId,
            @Nullable String token,
            @Nullable String resourceId,
            @Nullable String state) {

        /** @return never the token */
        @Override
        public String toString() {
            return "Notice[" + connectionId + "]";
        }
    }

    /**
     * Has the calendar read at once.
     *
     * @throws NotFound when the notice does not prove to be of a channel that the hub has asked for
     */
    public void take(Notice notice) {
        Channels.Row channel =
                channel(notice).filter(found -> isOf(found, notice)).orElseThrow(() -> new NotFound("Not found"));
        boolean wanted = calendars
                .inUse(channel.tenantId(), channel.connectionId())
                .filter(CalendarConnection::twoWay)
                .isPresent();
        if (wanted && !HANDSHAKE.equals(notice.state())) {
            tasks.scheduleNow(CalendarTasks.SYNC, channel.tenantId(), channel.connectionId());
        }
    }

    private Optional<Channels.Row> channel(Notice notice) {
        @Nullable String id = notice.channelId();
        return id == null || !UUID_FORM.matcher(id).matches() ? Optional.empty() : channels.find(UUID.fromString(id));
    }

    private static boolean isOf(Channels.Row channel, Notice notice) {
        // Compared in constant time, so that how long it takes tells nothing about the token.
        boolean token =
                notice.token() != null && MessageDigest.isEqual(channel.tokenHash(), ChannelToken.hash(notice.token()));
        // The handshake may come before Google's answer that tells the resource.
        boolean resource = channel.resourceId() == null
                ? HANDSHAKE.equals(notice.state())
                : channel.resourceId().equals(notice.resourceId());
        return token && resource && channel.connectionId().equals(notice.connectionId());
    }
}
