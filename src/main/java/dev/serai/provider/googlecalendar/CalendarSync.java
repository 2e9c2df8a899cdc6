package dev.serai.provider.googlecalendar;

import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import dev.serai.connection.ConnectionLog;
import dev.serai.event.ProviderEvents.Happening;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.schedule.DueTask;
import dev.serai.schedule.Tasks;
import dev.serai.sync.SyncOutcomes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of the route that reads what persons did in a calendar: page by page, each in one transaction with the events
 * that follow from it. A reading that was cut short begins again at its last end, and finds that what it took over holds.
 */
@Component("calendarSync")
public class CalendarSync {

    private static final String RUN = "calendar.sync";

    private final Calendars calendars;
    private final SyncPositions positions;
    private final EventLinks links;
    private final PersonsChanges persons;
    private final SkippedEvents skipped;
    private final Channels channels;
    private final SyncOutcomes outcomes;
    private final ConnectionLog log;
    private final CalendarHealth health;
    private final Tasks tasks;
    private final CalendarProperties properties;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CalendarSync(
            Calendars calendars,
            SyncPositions positions,
            EventLinks links,
            PersonsChanges persons,
            SkippedEvents skipped,
            Channels channels,
            SyncOutcomes outcomes,
            ConnectionLog log,
            CalendarHealth health,
            Tasks tasks,
            CalendarProperties properties,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.calendars = calendars;
        this.positions = positions;
        this.links = links;
        this.persons = persons;
        this.skipped = skipped;
        this.channels = channels;
        this.outcomes = outcomes;
        this.log = log;
        this.health = health;
        this.tasks = tasks;
        this.properties = properties;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /** Begins with a {@link DueTask}; the body becomes the first call, or null when the calendar is not to be read. */
    public void begin(Exchange exchange) {
        DueTask task = exchange.getMessage().getBody(DueTask.class);
        Optional<CalendarConnection> calendar =
                calendars.inUse(task.tenantId(), task.connectionId()).filter(CalendarConnection::twoWay);
        if (calendar.isEmpty()) {
            // Whatever begins to use it again also asks for a reading.
            exchange.getMessage().setBody(null);
            return;
        }
        CalendarRun run = new CalendarRun(calendar.get(), positions.find(task.connectionId()), clock.instant());
        exchange.setProperty(RUN, run);
        exchange.getMessage().setBody(run.page(null));
    }

    /** Takes over what Google answered; the body becomes the next call, or null when the reading is over. */
    public void take(Exchange exchange) {
        CalendarRun run = run(exchange);
        CalendarAnswer answer = exchange.getMessage().getBody(CalendarAnswer.class);
        exchange.getMessage().setBody(transactions.execute(status -> take(run, answer)));
    }

    private @Nullable CalendarCall take(CalendarRun run, CalendarAnswer answer) {
        links.lock(run.calendar().id());
        if (!isStillWanted(run.calendar())) {
            return null;
        }
        @Nullable String lookedFor = run.lookedFor();
        if (lookedFor != null) {
            looked(run, lookedFor, answer);
            return nextMissing(run);
        }
        if (answer.isSuccess()) {
            return page(run, answer.as(Events.class));
        }
        if (answer.status() == CalendarAnswer.GONE && !run.isWhole()) {
            positions.loseToken(run.calendar().id());
            run.beginAnew();
            return run.page(null);
        }
        throw new ProviderFault(
                ErrorClass.PERMANENT,
                GoogleCalendar.NAME + " has no calendar " + run.calendar().calendarId());
    }

    /** The mode may have changed, or the connection have gone, while Google was asked. */
    private boolean isStillWanted(CalendarConnection calendar) {
        return calendars
                .inUse(calendar.tenantId(), calendar.id())
                .filter(calendar::equals)
                .isPresent();
    }

    private @Nullable CalendarCall page(CalendarRun run, Events page) {
        List<Happening> happenings = new ArrayList<>();
        if (page.getItems() != null) {
            for (Event event : page.getItems()) {
                run.saw(event.getId());
                consume(run, event).ifPresent(happenings::add);
            }
        }
        tell(run, happenings);
        if (page.getNextPageToken() != null) {
            return run.page(page.getNextPageToken());
        }
        if (page.getNextSyncToken() == null) {
            throw new ProviderFault(ErrorClass.RETRY, GoogleCalendar.NAME + " gave an answer that can't be read");
        }
        run.readUpTo(page.getNextSyncToken());
        if (run.isWhole()) {
            // What should be in the calendar but was not listed may be deleted, or moved to where nobody looked.
            run.lookForUnseen(links.eventsFrom(run.calendar().id(), run.windowStart()));
        }
        return nextMissing(run);
    }

    private @Nullable CalendarCall nextMissing(CalendarRun run) {
        @Nullable CalendarCall call = run.nextMissing();
        if (call == null) {
            positions.keep(run.calendar(), run.nextToken(), run.startedAt());
            outcomes.finished(run.ended(), run.read(), run.changed(), run.deleted());
        }
        return call;
    }

    private void looked(CalendarRun run, String eventId, CalendarAnswer answer) {
        if (answer.isSuccess()) {
            consume(run, answer.as(Event.class)).ifPresent(happening -> tell(run, List.of(happening)));
        } else {
            links.findByEvent(run.calendar().id(), eventId)
                    .flatMap(link -> read(run, link, SeenEvent.gone(eventId)))
                    .ifPresent(happening -> tell(run, List.of(happening)));
        }
    }

    private void tell(CalendarRun run, List<Happening> happenings) {
        run.count(happenings);
        persons.tell(run.calendar(), happenings);
    }

    private Optional<Happening> consume(CalendarRun run, Event event) {
        Optional<EventLink> link = links.findByEvent(run.calendar().id(), event.getId());
        @Nullable String unfit = GoogleEvents.unfitness(event);
        if (unfit != null) {
            if (link.isPresent() || !run.isWhole()) {
                skip(run.calendar(), event, unfit);
            }
            return Optional.empty();
        }
        SeenEvent found = GoogleEvents.seen(event);
        if (link.isPresent()) {
            return read(run, link.get(), found);
        }
        return run.isNews(found)
                        && !GoogleEvents.isOfAnotherConnection(
                                event, run.calendar().id())
                ? Optional.of(born(run, found))
                : Optional.empty();
    }

    private void skip(CalendarConnection calendar, Event event, String reason) {
        if (skipped.add(calendar.id(), event)) {
            log.success(
                    calendar.tenantId(),
                    calendar.id(),
                    "Skipped the event " + GoogleEvents.title(event) + " of " + GoogleCalendar.NAME + ": " + reason);
        }
    }

    private Optional<Happening> read(CalendarRun run, EventLink link, SeenEvent found) {
        Reading reading = Reading.of(link, found, true, clock.instant());
        if (reading instanceof Reading.Taken taken) {
            save(run, taken.next());
            return Optional.of(persons.changed(taken.next()));
        }
        if (reading instanceof Reading.Settled settled) {
            save(run, settled.next());
        } else if (reading instanceof Reading.Overruled overruled) {
            save(run, overruled.next());
        }
        return Optional.empty();
    }

    private Happening born(CalendarRun run, SeenEvent found) {
        EventLink link = EventLink.bornInCalendar(
                run.calendar().id(), PersonsChanges.BORN_THERE + found.id(), found, clock.instant());
        save(run, link);
        return persons.born(link);
    }

    private void save(CalendarRun run, EventLink link) {
        CalendarConnection calendar = run.calendar();
        links.save(calendar.tenantId(), link);
        if (link.pending()) {
            tasks.scheduleNow(CalendarTasks.WRITE, calendar.tenantId(), calendar.id());
        }
    }

    /** Notes that all is read, and when to look again. */
    public void end(Exchange exchange) {
        @Nullable CalendarRun run = exchange.getProperty(RUN, CalendarRun.class);
        if (run == null || !isStillWanted(run.calendar())) {
            return;
        }
        CalendarConnection calendar = run.calendar();
        health.worked(calendar);
        int changes = run.changed() + run.deleted();
        if (changes > 0) {
            String what = changes == 1 ? "1 change" : changes + " changes";
            log.success(calendar.tenantId(), calendar.id(), "Took over " + what + " from " + GoogleCalendar.NAME);
        }
        boolean told = channels.hasOpen(calendar.id(), clock.instant());
        exchange.setProperty(
                DueTask.NEXT, clock.instant().plus(told ? properties.pollWithChannel() : properties.poll()));
    }

    /** Tells of a reading that a fault has ended which waiting does not mend; other work for a calendar is none. */
    public void failed(Exchange exchange) {
        @Nullable CalendarRun run = exchange.getProperty(RUN, CalendarRun.class);
        @Nullable ProviderFault fault = CalendarHealth.fault(exchange);
        if (run != null && fault != null && fault.kind() != ErrorClass.RETRY) {
            transactions.executeWithoutResult(status -> outcomes.failed(
                    run.ended(), run.read(), run.changed(), run.deleted(), String.valueOf(fault.getMessage())));
        }
    }

    private static CalendarRun run(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(RUN, CalendarRun.class));
    }
}
