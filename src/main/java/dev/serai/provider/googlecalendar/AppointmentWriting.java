package dev.serai.provider.googlecalendar;

import com.google.api.services.calendar.model.Event;
import dev.serai.connection.ConnectionLog;
import dev.serai.event.WaitingEvents;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.schedule.DueTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of the route that tells Google what the product did: one appointment after the other, in the order in which
 * their events were accepted. What is to be done is kept before each call, and what came of it after: whoever goes on
 * after a crash finds out what the calendar has.
 */
@Component("appointmentWriting")
public class AppointmentWriting {

    private static final String RUN = "calendar.writing";

    /** A calendar that changes faster than it can be written gets another try later. */
    private static final int MOST_STEPS = 10;

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final Calendars calendars;
    private final ProductChanges products;
    private final PersonsChanges persons;
    private final WaitingEvents waiting;
    private final EventLinks links;
    private final ConnectionLog log;
    private final CalendarHealth health;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AppointmentWriting(
            Calendars calendars,
            ProductChanges products,
            PersonsChanges persons,
            WaitingEvents waiting,
            EventLinks links,
            ConnectionLog log,
            CalendarHealth health,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.calendars = calendars;
        this.products = products;
        this.persons = persons;
        this.waiting = waiting;
        this.links = links;
        this.log = log;
        this.health = health;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /** The work for one calendar: the appointment at hand, and what was asked of Google for it. */
    private static final class Run {
        private final CalendarConnection calendar;
        private @Nullable String appointmentId;
        private @Nullable WritePlan plan;
        private SeenEvent justRead = SeenEvent.gone("");
        private boolean hasJustRead;
        private boolean mustRead;
        private int steps;
        private int written;
        private boolean talked;

        private Run(CalendarConnection calendar) {
            this.calendar = calendar;
        }

        private void nextAppointment(@Nullable String id) {
            if (!Objects.equals(appointmentId, id)) {
                appointmentId = id;
                steps = 0;
            }
            if (id == null) {
                hasJustRead = false;
                mustRead = false;
            }
        }

        private WritePlan planOf(EventLink link) {
            if (mustRead && link.eventId() != null) {
                return new WritePlan.Read(link, link.eventId());
            }
            return WritePlan.of(link, calendar.twoWay(), hasJustRead);
        }
    }

    /** Begins with a {@link DueTask}; the body becomes the first call, or null when there is nothing to do. */
    public void begin(Exchange exchange) {
        DueTask task = exchange.getMessage().getBody(DueTask.class);
        Optional<CalendarConnection> calendar = calendars.inUse(task.tenantId(), task.connectionId());
        if (calendar.isEmpty()) {
            if (!waiting.isEmpty(task.connectionId())) {
                // It may have to be authorised again; what waits is carried over once it has been.
                exchange.setProperty(DueTask.NEXT, clock.instant().plus(LOOK_AGAIN));
            }
            exchange.getMessage().setBody(null);
            return;
        }
        exchange.setProperty(RUN, new Run(calendar.get()));
        next(exchange);
    }

    /** Finds out what to ask of Google next; the body becomes that call, or null when all is as it should be. */
    public void next(Exchange exchange) {
        Run run = run(exchange);
        @Nullable CalendarCall call = null;
        boolean more = true;
        while (call == null && more) {
            Step step = Objects.requireNonNull(transactions.execute(status -> step(run)));
            call = step.call();
            more = step.more();
        }
        exchange.getMessage().setBody(call);
    }

    /**
     * What one transaction found out.
     *
     * @param call the call to make; null: none
     * @param more whether there may be more to do
     */
    private record Step(@Nullable CalendarCall call, boolean more) {}

    private Step step(Run run) {
        CalendarConnection calendar = run.calendar;
        links.lock(calendar.id());
        if (!isStillUsed(calendar)) {
            return new Step(null, false);
        }
        Optional<EventLink> atHand = Optional.ofNullable(run.appointmentId)
                .flatMap(id -> links.find(calendar.id(), id))
                .or(() -> links.nextPending(calendar.id()));
        if (atHand.isEmpty()) {
            run.nextAppointment(null);
            return new Step(null, products.takeNext(calendar));
        }
        EventLink link = atHand.get();
        run.nextAppointment(link.appointmentId());
        WritePlan plan = run.planOf(link);
        if (plan instanceof WritePlan.Nothing nothing) {
            if (!nothing.link().equals(link)) {
                links.save(calendar.tenantId(), nothing.link().givenUp());
            }
            run.nextAppointment(null);
            return new Step(null, true);
        }
        if (++run.steps > MOST_STEPS) {
            throw new ProviderFault(
                    ErrorClass.RETRY, "An event in " + GoogleCalendar.NAME + " changes faster than it can be written");
        }
        run.plan = plan;
        Step step = new Step(call(run, plan), true);
        run.mustRead = false;
        run.hasJustRead = false;
        return step;
    }

    /** The connection may have gone, or its settings have changed, while Google was asked; then another run goes on. */
    private boolean isStillUsed(CalendarConnection calendar) {
        return calendars
                .inUse(calendar.tenantId(), calendar.id())
                .filter(calendar::equals)
                .isPresent();
    }

    private CalendarCall call(Run run, WritePlan plan) {
        CalendarConnection calendar = run.calendar;
        CalendarCall.Of calls = calendar.calls();
        if (plan instanceof WritePlan.Insert insert) {
            links.save(calendar.tenantId(), insert.link());
            return calls.insert(GoogleEvents.made(insert.link(), insert.content(), calendar.zone()));
        }
        if (plan instanceof WritePlan.Patch patch) {
            links.save(calendar.tenantId(), patch.link());
            Event changes = GoogleEvents.changes(patch.from(), patch.to(), run.justRead.guests(), calendar.zone());
            return calls.patch(patch.eventId(), changes, patch.etag());
        }
        if (plan instanceof WritePlan.Delete delete) {
            return calls.delete(delete.eventId(), delete.etag());
        }
        return calls.get(((WritePlan.Read) plan).eventId());
    }

    /** Keeps what Google answered. */
    public void learn(Exchange exchange) {
        Run run = run(exchange);
        CalendarAnswer answer = exchange.getMessage().getBody(CalendarAnswer.class);
        run.talked = true;
        transactions.executeWithoutResult(status -> {
            links.lock(run.calendar.id());
            // It may have got the product's own id meanwhile.
            Optional<EventLink> link = links.find(run.calendar.id(), Objects.requireNonNull(run.appointmentId));
            link.ifPresent(found -> learn(run, found, answer));
        });
    }

    private void learn(Run run, EventLink link, CalendarAnswer answer) {
        if (run.plan instanceof WritePlan.Insert insert) {
            if (answer.isMissing()) {
                throw new ProviderFault(
                        ErrorClass.PERMANENT, GoogleCalendar.NAME + " has no calendar " + run.calendar.calendarId());
            }
            written(run, link, answer, insert.content());
        } else if (run.plan instanceof WritePlan.Patch patch) {
            written(run, link, answer, patch.to());
        } else if (run.plan instanceof WritePlan.Delete delete) {
            if (answer.isSuccess() || answer.isMissing()) {
                run.written++;
                save(run, link.deleted(delete.eventId()));
            } else {
                run.mustRead = true;
            }
        } else if (run.plan instanceof WritePlan.Read read) {
            read(run, link, read.eventId(), answer);
        }
    }

    private void written(Run run, EventLink link, CalendarAnswer answer, EventContent what) {
        if (answer.isSuccess()) {
            run.written++;
            save(run, link.written(seen(answer.as(Event.class)), what));
        } else {
            // It is there already, it is gone, or a person has changed it meanwhile.
            run.mustRead = true;
        }
    }

    private void read(Run run, EventLink link, String eventId, CalendarAnswer answer) {
        if (!eventId.equals(link.eventId())) {
            return;
        }
        boolean there = answer.isSuccess();
        SeenEvent found = there ? seen(answer.as(Event.class)) : SeenEvent.gone(eventId);
        // When what is gone altogether was deleted, nobody knows any more; then the product is right.
        Instant at = there ? clock.instant() : link.register().changedAt();
        Reading reading = Reading.of(link, found, run.calendar.twoWay(), at);
        run.justRead = found;
        run.hasJustRead = true;
        if (reading instanceof Reading.Taken taken) {
            save(run, taken.next());
            persons.tell(run.calendar, List.of(persons.changed(taken.next())));
        } else if (reading instanceof Reading.Settled settled) {
            save(run, settled.next());
        } else if (reading instanceof Reading.Overruled overruled) {
            save(run, overruled.next());
        }
    }

    private static SeenEvent seen(Event event) {
        @Nullable String unfit = GoogleEvents.unfitness(event);
        if (unfit != null) {
            throw new ProviderFault(
                    ErrorClass.PERMANENT, "The event in " + GoogleCalendar.NAME + " was changed, and now " + unfit);
        }
        return GoogleEvents.seen(event);
    }

    private void save(Run run, EventLink link) {
        links.save(run.calendar.tenantId(), link);
    }

    /** Gives the appointment at hand up until its next change, and tells the owner. */
    public void giveUp(Exchange exchange) {
        Run run = run(exchange);
        String id = Objects.requireNonNull(run.appointmentId);
        String reason = Objects.requireNonNull(CalendarHealth.fault(exchange)).getMessage();
        transactions.executeWithoutResult(status -> {
            links.lock(run.calendar.id());
            links.find(run.calendar.id(), id).ifPresent(link -> save(run, link.givenUp()));
            log.error(
                    run.calendar.tenantId(),
                    run.calendar.id(),
                    "The appointment " + id + " could not be written to " + GoogleCalendar.NAME + ": " + reason);
        });
        run.nextAppointment(null);
    }

    /** Notes that all is written. */
    public void end(Exchange exchange) {
        @Nullable Run run = exchange.getProperty(RUN, Run.class);
        if (run == null || !run.talked || !isStillUsed(run.calendar)) {
            return;
        }
        health.worked(run.calendar);
        if (run.written > 0) {
            String what = run.written == 1 ? "1 change" : run.written + " changes";
            log.success(run.calendar.tenantId(), run.calendar.id(), "Wrote " + what + " to " + GoogleCalendar.NAME);
        }
    }

    private static Run run(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(RUN, Run.class));
    }
}
