package dev.serai.provider.googlecalendar;

import org.jspecify.annotations.Nullable;

/** What to ask of the calendar next, so that an appointment's event becomes what it should be. */
sealed interface WritePlan
        permits WritePlan.Nothing, WritePlan.Insert, WritePlan.Patch, WritePlan.Delete, WritePlan.Read {

    /**
     * Everything is as it should be.
     *
     * @param link the link, not pending any more
     */
    record Nothing(EventLink link) implements WritePlan {}

    /**
     * Make an event.
     *
     * @param link the link to keep before it is sent
     */
    record Insert(EventLink link, String eventId, EventContent content) implements WritePlan {}

    /**
     * Change an event.
     *
     * @param link the link to keep before it is sent
     * @param from what it has
     * @param etag the version that may be changed
     */
    record Patch(EventLink link, String eventId, EventContent from, EventContent to, String etag)
            implements WritePlan {}

    /**
     * Delete an event.
     *
     * @param etag the version that may be deleted; null: any
     */
    record Delete(EventLink link, String eventId, @Nullable String etag) implements WritePlan {}

    /** Look what the event is now, and plan anew. */
    record Read(EventLink link, String eventId) implements WritePlan {}

    /**
     * Plans the next step.
     *
     * @param twoWay whether a person's change that is not known yet might count
     * @param justRead whether the link tells what the calendar has right now
     */
    static WritePlan of(EventLink link, boolean twoWay, boolean justRead) {
        if (!link.pending()) {
            return new Nothing(link);
        }
        EventLink.Seen seen = link.seen();
        @Nullable EventContent wanted = link.wanted();
        if (wanted == null) {
            return deletion(link, twoWay);
        }
        if (seen.gone() && !justRead) {
            // A person may have brought it back meanwhile.
            return new Read(link, link.eventIdOrThrow());
        }
        if (link.eventId() == null || seen.gone()) {
            return insert(link.withNewEvent(), wanted);
        }
        @Nullable EventContent has = seen.content();
        @Nullable String etag = seen.etag();
        if (has == null || etag == null) {
            // Whether it is there already, the calendar will say.
            return insert(link, wanted);
        }
        boolean guestsChange = wanted.email() != null ? !wanted.email().equals(has.email()) : has.email() != null;
        if (!justRead && (guestsChange || wanted.equals(has))) {
            return new Read(link, link.eventId());
        }
        return wanted.equals(has)
                ? new Nothing(link.settled())
                : new Patch(link.with(seen.sending(wanted)), link.eventId(), has, wanted, etag);
    }

    private static WritePlan insert(EventLink link, EventContent wanted) {
        return new Insert(link.with(link.seen().sending(wanted)), link.eventIdOrThrow(), wanted);
    }

    private static WritePlan deletion(EventLink link, boolean twoWay) {
        if (link.eventId() == null || link.seen().gone()) {
            return new Nothing(link.settled());
        }
        @Nullable String etag = link.seen().etag();
        if (twoWay && etag == null) {
            return new Read(link, link.eventId());
        }
        return new Delete(link, link.eventId(), twoWay ? etag : null);
    }
}
