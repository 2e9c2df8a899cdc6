package dev.serai.provider.googlecalendar;

import dev.serai.event.ProviderEvents;
import dev.serai.event.ProviderEvents.Happening;
import dev.serai.sync.appointment.ProductEvents;
import dev.serai.sync.appointment.Register;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells the product what has become of its appointments in the calendar. */
@Component
class PersonsChanges {

    /** What the id of an appointment begins with that began in the calendar. */
    static final String BORN_THERE = "gcal_";

    private final ProviderEvents events;
    private final ProductEvents form;

    PersonsChanges(ProviderEvents events, ProductEvents form) {
        this.events = events;
        this.form = form;
    }

    /** @return the event that tells of an appointment which has just changed */
    Happening changed(EventLink link) {
        return happening(link.register().state().cancelled() ? ProductEvents.CANCELLED : ProductEvents.UPDATED, link);
    }

    /** @return the event that tells of an appointment which has just begun in the calendar */
    Happening born(EventLink link) {
        return happening(ProductEvents.CREATED, link);
    }

    private Happening happening(String type, EventLink link) {
        Register register = link.register();
        return new Happening(
                type,
                register.changedAt(),
                form.data(
                        link.appointmentId(),
                        link.eventId(),
                        GoogleCalendar.PROVIDER,
                        register.state(),
                        register.changedAt()));
    }

    /** Tells it, within the current transaction. */
    void tell(CalendarConnection calendar, List<Happening> happenings) {
        events.append(calendar.tenantId(), calendar.id(), happenings);
    }
}
