package dev.serai.provider.googlecalendar;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.EventDateTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what the hub knows of an event into Google's form, and back. */
final class GoogleEvents {

    private static final String APPOINTMENT = "seraiAppointment";
    private static final String CONNECTION = "seraiConnection";
    private static final int LONGEST_PROPERTY = 1_024;
    private static final int LONGEST_TITLE = 100;
    private static final String CANCELLED = "cancelled";
    private static final String ORDINARY = "default";

    private GoogleEvents() {}

    /** Makes a new event of an appointment. */
    static Event made(EventLink link, EventContent content, ZoneId zone) {
        Event event = new Event()
                .setId(link.eventIdOrThrow())
                .setSummary(content.summary())
                .setDescription(content.description())
                .setStart(time(content.start(), zone))
                .setEnd(time(content.end(), zone))
                .setReminders(new Event.Reminders().setUseDefault(true))
                .setExtendedProperties(new Event.ExtendedProperties()
                        .setPrivate(Map.of(
                                APPOINTMENT, cut(link.appointmentId()),
                                CONNECTION, link.connectionId().toString())));
        if (content.email() != null) {
            event.setAttendees(List.of(new EventAttendee().setEmail(content.email())));
        }
        return event;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_PROPERTY ? text : text.substring(0, LONGEST_PROPERTY);
    }

    /**
     * Says what to change in an event.
     *
     * @param guests who is invited now
     * @return only what differs, so that everything else in the event stays as a person left it
     */
    static Event changes(EventContent from, EventContent to, Set<String> guests, ZoneId zone) {
        Event changes = new Event();
        if (!Objects.equals(from.summary(), to.summary())) {
            changes.setSummary(text(to.summary()));
        }
        if (!Objects.equals(from.description(), to.description())) {
            changes.setDescription(text(to.description()));
        }
        if (!from.start().equals(to.start())) {
            changes.setStart(time(to.start(), zone));
        }
        // Google keeps no duration: an event that begins later has to end later too.
        if (!from.start().equals(to.start()) || !from.end().equals(to.end())) {
            changes.setEnd(time(to.end(), zone));
        }
        if (!Objects.equals(from.email(), to.email())) {
            changes.setAttendees(guests(from.email(), to.email(), guests));
        }
        return changes;
    }

    private static String text(@Nullable String text) {
        // What is not sent would stay.
        return text == null ? "" : text;
    }

    /** A list of guests is replaced as a whole, so whoever else is invited has to be in it. */
    private static List<EventAttendee> guests(@Nullable String before, @Nullable String now, Set<String> guests) {
        List<EventAttendee> all = new ArrayList<>();
        guests.stream()
                .filter(guest -> !guest.equals(before) && !guest.equals(now))
                .sorted()
                .forEach(guest -> all.add(new EventAttendee().setEmail(guest)));
        if (now != null) {
            all.add(new EventAttendee().setEmail(now));
        }
        return all;
    }

    private static EventDateTime time(Instant moment, ZoneId zone) {
        return new EventDateTime()
                .setDateTime(new DateTime(false, moment.toEpochMilli(), 0))
                .setTimeZone(zone.getId());
    }

    /**
     * Tells why an event can't be an appointment.
     *
     * @return a reason, to be read after the event's title; null: it can be
     */
    static @Nullable String unfitness(Event event) {
        if (isDeleted(event)) {
            return null;
        }
        if (event.getRecurrence() != null || event.getRecurringEventId() != null) {
            return "it recurs";
        }
        if (event.getEventType() != null && !event.getEventType().equals(ORDINARY)) {
            return "it is of the kind " + event.getEventType();
        }
        if (moment(event.getStart()) == null || moment(event.getEnd()) == null) {
            return "it has no time of day";
        }
        return null;
    }

    /** @return what an event is called in a sentence */
    static String title(Event event) {
        @Nullable String title = event.getSummary();
        if (title == null || title.isBlank()) {
            return event.getId();
        }
        // PostgreSQL keeps no NUL in a text.
        String plain = title.replace('\0', ' ');
        return "'" + (plain.length() <= LONGEST_TITLE ? plain : plain.substring(0, LONGEST_TITLE) + "…") + "'";
    }

    static boolean isDeleted(Event event) {
        return CANCELLED.equals(event.getStatus());
    }

    /** @return the series that an event belongs to; its own id when it is no instance of one */
    static String series(Event event) {
        return event.getRecurringEventId() == null ? event.getId() : event.getRecurringEventId();
    }

    /** @return whether another connection made the event, of this hub or of another one */
    static boolean isOfAnotherConnection(Event event, UUID connectionId) {
        @Nullable String maker = property(event, CONNECTION);
        return maker != null && !maker.equals(connectionId.toString());
    }

    private static @Nullable String property(Event event, String name) {
        Event.@Nullable ExtendedProperties properties = event.getExtendedProperties();
        return properties == null || properties.getPrivate() == null
                ? null
                : properties.getPrivate().get(name);
    }

    /**
     * Reads an event.
     *
     * @param event one that is fit, or deleted
     */
    static SeenEvent seen(Event event) {
        @Nullable
        Instant updated = event.getUpdated() == null
                ? null
                : Instant.ofEpochMilli(event.getUpdated().getValue());
        return new SeenEvent(
                event.getId(),
                event.getEtag(),
                updated,
                isDeleted(event)
                        ? null
                        : new EventContent(
                                event.getSummary(),
                                event.getDescription(),
                                Objects.requireNonNull(moment(event.getStart())),
                                Objects.requireNonNull(moment(event.getEnd())),
                                null),
                guests(event));
    }

    private static Set<String> guests(Event event) {
        return event.getAttendees() == null
                ? Set.of()
                : event.getAttendees().stream()
                        .map(EventAttendee::getEmail)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
    }

    private static @Nullable Instant moment(@Nullable EventDateTime time) {
        return time == null || time.getDateTime() == null
                ? null
                : Instant.ofEpochMilli(time.getDateTime().getValue());
    }
}
