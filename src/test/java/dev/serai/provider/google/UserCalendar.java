package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A user's calendar, as its human sees and changes it: changes are logged and notified like any other. */
public final class UserCalendar {

    private final EventStore store;

    UserCalendar(EventStore store) {
        this.store = store;
    }

    /** @return the calendar's id: its user's address */
    public String id() {
        return store.owner().email();
    }

    /** @return the calendar's time zone */
    public ZoneId zone() {
        return store.zone();
    }

    /**
     * Makes an event.
     *
     * @param event in Google's JSON; without an id, one is made
     * @return the event as Google shows it
     */
    public ObjectNode create(ObjectNode event) {
        return store.insert(event);
    }

    /** Makes an event at a time of day. */
    public ObjectNode create(String summary, ZonedDateTime start, Duration length) {
        return create(timed(summary, start, length));
    }

    /** Makes an all-day event. */
    public ObjectNode createAllDay(String summary, LocalDate first, LocalDate dayAfterLast) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("summary", summary);
        event.putObject("start").put("date", first.toString());
        event.putObject("end").put("date", dayAfterLast.toString());
        return create(event);
    }

    /**
     * Makes a recurring event.
     *
     * @param rule such as {@code RRULE:FREQ=WEEKLY;COUNT=5}
     */
    public ObjectNode createRecurring(String summary, ZonedDateTime start, Duration length, String rule) {
        ObjectNode event = timed(summary, start, length);
        event.putArray("recurrence").add(rule);
        return create(event);
    }

    /** Gives an event another title. @return the event as it is now; null when there is none or it was deleted */
    public @Nullable ObjectNode rename(String id, String summary) {
        return edit(id, event -> event.put("summary", summary));
    }

    /** Moves an event. @return the event as it is now; null when there is none or it was deleted */
    public @Nullable ObjectNode move(String id, ZonedDateTime start, Duration length) {
        return edit(id, event -> setTime(event, start, length));
    }

    /**
     * Changes an event.
     *
     * @param change told the event in Google's JSON, to change it in place
     * @return the event as it is now; null when there is none or it was deleted
     */
    public @Nullable ObjectNode edit(String id, Consumer<ObjectNode> change) {
        return store.edit(id, change);
    }

    /**
     * Deletes an event, or an instance of a recurring one.
     *
     * @return false when there is none or it was deleted before
     */
    public boolean delete(String id) {
        try {
            store.delete(id, null);
            return true;
        } catch (Refusal gone) {
            return false;
        }
    }

    /** @return the event, also a deleted one; null when there never was one */
    public @Nullable ObjectNode event(String id) {
        try {
            return store.get(id);
        } catch (Refusal none) {
            return null;
        }
    }

    /** @return the events that are not deleted, recurring ones unexpanded, in the order of their last change */
    public List<ObjectNode> events() {
        return store.all().stream()
                .filter(event -> !EventStore.isCancelled(event))
                .toList();
    }

    /** @return the events, deleted ones included, in the order of their last change */
    public List<ObjectNode> allEvents() {
        return store.all();
    }

    /** Ends all sync tokens of this calendar: 410 fullSyncRequired. */
    public void expireSyncTokens() {
        store.expireSyncTokens();
    }

    /** Whether deleted events come with little more than their id in incremental lists, which is so from the start. */
    public void bareCancellations(boolean wanted) {
        store.bareCancellations(wanted);
    }

    private static ObjectNode timed(String summary, ZonedDateTime start, Duration length) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("summary", summary);
        setTime(event, start, length);
        return event;
    }

    private static void setTime(ObjectNode event, ZonedDateTime start, Duration length) {
        event.putObject("start")
                .put("dateTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start))
                .put("timeZone", start.getZone().getId());
        event.putObject("end")
                .put("dateTime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plus(length)))
                .put("timeZone", start.getZone().getId());
    }
}
