package dev.serai.provider.googlecalendar;

import dev.serai.connection.ConnectionLog;
import dev.serai.event.WaitingEvents;
import dev.serai.sync.appointment.ProductChange;
import dev.serai.sync.appointment.ProductEvents;
import dev.serai.sync.appointment.Register;
import dev.serai.sync.appointment.UnusableEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes over, one by one, what the product did with its appointments. */
@Component
class ProductChanges {

    /** Clocks differ; but a change from the future would count before all that ever happens. */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);

    private final WaitingEvents waiting;
    private final EventLinks links;
    private final ProductEvents form;
    private final PersonsChanges persons;
    private final ConnectionLog log;
    private final Clock clock;

    ProductChanges(
            WaitingEvents waiting,
            EventLinks links,
            ProductEvents form,
            PersonsChanges persons,
            ConnectionLog log,
            Clock clock) {
        this.waiting = waiting;
        this.links = links;
        this.form = form;
        this.persons = persons;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Takes over the event that has waited longest, within the current transaction. One that can't be carried over is told
     * of in the connection's log, and holds up none behind it.
     *
     * @return whether there was one
     */
    boolean takeNext(CalendarConnection calendar) {
        Optional<WaitingEvents.Waiting> next = waiting.first(calendar.id());
        next.ifPresent(event -> {
            waiting.remove(calendar.id(), event);
            take(calendar, event);
        });
        return next.isPresent();
    }

    private void take(CalendarConnection calendar, WaitingEvents.Waiting event) {
        if (event.type() == null) {
            skip(calendar, "An appointment", "its event waited longer than events are kept");
            return;
        }
        try {
            apply(
                    calendar,
                    event.type(),
                    form.read(event.type(), Objects.requireNonNull(event.data()), counted(event)));
        } catch (UnusableEvent unusable) {
            skip(calendar, "The event " + event.type(), String.valueOf(unusable.getMessage()));
        }
    }

    private Instant counted(WaitingEvents.Waiting event) {
        Instant at = Objects.requireNonNull(event.occurredAt());
        Instant now = clock.instant();
        return at.isAfter(now.plus(CLOCKS_DIFFER_BY)) ? now : at;
    }

    private void skip(CalendarConnection calendar, String what, String reason) {
        log.error(
                calendar.tenantId(),
                calendar.id(),
                what + " was not carried over to " + GoogleCalendar.NAME + ": " + reason);
    }

    private void apply(CalendarConnection calendar, String type, ProductChange change) {
        EventLink link = link(calendar.id(), change);
        Register.Decision decision = link.register().after(change);
        if (decision instanceof Register.Changed changed) {
            EventLink next = link.with(changed.next());
            links.save(calendar.tenantId(), next);
            if (changed.merged() && calendar.twoWay()) {
                persons.tell(calendar, List.of(persons.changed(next)));
            }
            if (next.wanted() == null && !changed.next().state().cancelled()) {
                skip(calendar, "The event " + type + " of " + change.appointmentId(), "it has no scheduledAt");
            }
        } else if (decision instanceof Register.Unchanged unchanged) {
            links.save(calendar.tenantId(), link.with(unchanged.next()));
        } else if (decision instanceof Register.Outdated outdated) {
            links.save(calendar.tenantId(), link.with(outdated.next()));
        }
    }

    /** Finds the appointment that is meant: by the product's id, or by the calendar's where the product knows that. */
    private EventLink link(UUID connectionId, ProductChange change) {
        String id = change.appointmentId();
        Optional<EventLink> known = links.find(connectionId, id);
        if (known.isPresent()) {
            return known.get();
        }
        @Nullable String eventId = change.providerEventId();
        if (eventId == null && id.startsWith(PersonsChanges.BORN_THERE)) {
            eventId = id.substring(PersonsChanges.BORN_THERE.length());
        }
        Optional<EventLink> sameEvent = eventId == null ? Optional.empty() : links.findByEvent(connectionId, eventId);
        if (sameEvent.isEmpty()) {
            return EventLink.unborn(connectionId, id);
        }
        if (id.startsWith(PersonsChanges.BORN_THERE)) {
            return sameEvent.get();
        }
        // The product has made an appointment of its own out of what began in the calendar.
        links.rename(sameEvent.get(), id);
        return sameEvent.get().named(id);
    }
}
