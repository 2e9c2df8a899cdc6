package dev.serai.provider.googlecalendar;

import com.google.api.services.calendar.model.Channel;
import dev.serai.address.PublicUrl;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.OpenConnection;
import dev.serai.schedule.DueTask;
import dev.serai.schedule.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The steps of the route that keeps a push channel open for a calendar that is synced both ways: a new one before the old
 * one ends, and only then the old one's end, so that no change is missed in between. For all other calendars it ends what
 * channels there are.
 */
@Component("calendarChannels")
public class CalendarChannels {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarChannels.class);
    private static final String RUN = "calendar.channels";

    private final Calendars calendars;
    private final Channels channels;
    private final PublicUrl hub;
    private final ConnectionLog log;
    private final Tasks tasks;
    private final CalendarProperties properties;
    private final Clock clock;

    CalendarChannels(
            Calendars calendars,
            Channels channels,
            PublicUrl hub,
            ConnectionLog log,
            Tasks tasks,
            CalendarProperties properties,
            Clock clock) {
        this.calendars = calendars;
        this.channels = channels;
        this.hub = hub;
        this.log = log;
        this.tasks = tasks;
        this.properties = properties;
        this.clock = clock;
    }

    /** The channels of one calendar: the new one, and those that are to end. */
    private static final class Run {
        private final CalendarConnection calendar;
        private final Deque<Channels.Row> old;
        private @Nullable UUID opening;

        private Run(CalendarConnection calendar, Deque<Channels.Row> old) {
            this.calendar = calendar;
            this.old = old;
        }
    }

    /** Begins with a {@link DueTask}; the body becomes the call that opens a channel, or null when none is wanted. */
    public void open(Exchange exchange) {
        DueTask task = exchange.getMessage().getBody(DueTask.class);
        exchange.getMessage().setBody(null);
        Optional<OpenConnection> connection = calendars.find(task.tenantId(), task.connectionId());
        if (connection.isEmpty()) {
            return;
        }
        Run run = new Run(CalendarConnection.of(connection.get()), new ArrayDeque<>(channels.of(task.connectionId())));
        exchange.setProperty(RUN, run);
        if (calendars
                .inUse(task.tenantId(), task.connectionId())
                .filter(CalendarConnection::twoWay)
                .isEmpty()) {
            return;
        }
        UUID id = UUID.randomUUID();
        String token = ChannelToken.random();
        Instant end = clock.instant().plus(properties.channelLifetime());
        channels.add(id, run.calendar, ChannelToken.hash(token), end);
        run.opening = id;
        exchange.getMessage()
                .setBody(run.calendar
                        .calls()
                        .watch(new Channel()
                                .setId(id.toString())
                                .setType("web_hook")
                                .setAddress(hub.of(
                                        "hooks",
                                        GoogleCalendar.PROVIDER,
                                        task.connectionId().toString()))
                                .setToken(token)
                                .setExpiration(end.toEpochMilli())));
    }

    /** Keeps the channel that Google has opened. */
    public void opened(Exchange exchange) {
        Run run = run(exchange);
        CalendarAnswer answer = exchange.getMessage().getBody(CalendarAnswer.class);
        if (!answer.isSuccess()) {
            refused(exchange);
            return;
        }
        Channel channel = answer.as(Channel.class);
        Instant end = channel.getExpiration() == null
                ? clock.instant().plus(properties.channelLifetime())
                : Instant.ofEpochMilli(channel.getExpiration());
        channels.opened(Objects.requireNonNull(run.opening), channel.getResourceId(), end);
        // What changed while there was no channel was told to nobody.
        tasks.scheduleNow(CalendarTasks.SYNC, run.calendar.tenantId(), run.calendar.id());
        exchange.setProperty(DueTask.NEXT, renewal(end));
    }

    private Instant renewal(Instant end) {
        Instant planned = end.minus(properties.channelRenewal());
        // Google may have granted a shorter life than was asked for.
        Instant half = clock.instant()
                .plus(java.time.Duration.between(clock.instant(), end).dividedBy(2));
        return planned.isAfter(half) ? planned : half;
    }

    /** Does without a channel, for a while. */
    public void refused(Exchange exchange) {
        Run run = run(exchange);
        channels.remove(Objects.requireNonNull(run.opening));
        boolean known = !run.old.isEmpty();
        run.old.clear();
        exchange.setProperty(DueTask.NEXT, clock.instant().plus(properties.channelRetry()));
        @Nullable
        String reason = Optional.ofNullable(CalendarHealth.fault(exchange))
                .map(Throwable::getMessage)
                .orElse("no such calendar");
        if (!known) {
            log.error(
                    run.calendar.tenantId(),
                    run.calendar.id(),
                    GoogleCalendar.NAME + " opens no push channel, so changes there take up to "
                            + properties.poll().toMinutes() + " minutes to be seen: " + reason);
        }
    }

    /** Finds a channel to end; the body becomes the call that does, or null when there is none left. */
    public void nextToClose(Exchange exchange) {
        @Nullable Run run = exchange.getProperty(RUN, Run.class);
        @Nullable CalendarCall call = null;
        while (run != null && call == null && !run.old.isEmpty()) {
            Channels.Row old = run.old.getFirst();
            if (old.resourceId() != null && old.expiresAt().isAfter(clock.instant())) {
                call = run.calendar
                        .calls()
                        .stop(new Channel().setId(old.id().toString()).setResourceId(old.resourceId()));
            } else {
                // Without its resource's id it can't be ended; it ends by itself, and its notices are not believed.
                channels.remove(old.id());
                run.old.removeFirst();
            }
        }
        exchange.getMessage().setBody(call);
    }

    /** Forgets a channel, whether Google has ended it or refused to: it ends by itself in any case. */
    public void closed(Exchange exchange) {
        Run run = run(exchange);
        channels.remove(run.old.removeFirst().id());
        @Nullable Throwable fault = CalendarHealth.fault(exchange);
        if (fault != null) {
            LOG.info("A push channel of connection {} ends only by itself: {}", run.calendar.id(), fault.getMessage());
        }
    }

    private static Run run(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(RUN, Run.class));
    }
}
