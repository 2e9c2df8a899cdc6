package dev.serai.provider.googlecalendar;

import dev.serai.event.ProviderEvents.Happening;
import dev.serai.sync.SyncOutcomes;
import dev.serai.sync.SyncRun;
import dev.serai.sync.appointment.ProductEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far one reading of one calendar has come. Not safe for several threads at once. */
final class CalendarRun {

    /** What is read, as {@code sync.finished} names it. */
    private static final String DATA_TYPE = "events";

    /** What has been over for longer is of no interest when a calendar is read as a whole. */
    private static final Duration REACH_BACK = Duration.ofDays(1);

    /** Clocks differ, and an event may be dated a little before it can be read. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final UUID id = UUID.randomUUID();
    private final CalendarConnection calendar;
    private final Instant startedAt;
    private final @Nullable Instant syncedBefore;
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> missing = new ArrayDeque<>();
    /** Null: the calendar is read as a whole. */
    private @Nullable String token;

    private @Nullable String lookedFor;
    private @Nullable String nextToken;
    private int changed;
    private int deleted;

    CalendarRun(CalendarConnection calendar, SyncPositions.Position position, Instant startedAt) {
        this.calendar = calendar;
        this.token = position.token();
        this.syncedBefore = position.syncedAt();
        this.startedAt = startedAt;
    }

    CalendarConnection calendar() {
        return calendar;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** @return whether the calendar is read as a whole, and not only what has changed in it */
    boolean isWhole() {
        return token == null;
    }

    /** @return when an event must have ended at the earliest to be read, when the calendar is read as a whole */
    Instant windowStart() {
        return startedAt.minus(REACH_BACK);
    }

    /**
     * Asks for a page.
     *
     * @param pageToken null: the first one
     */
    CalendarCall page(@Nullable String pageToken) {
        return token == null
                ? calendar.calls().everythingFrom(windowStart(), pageToken)
                : calendar.calls().changesSince(token, pageToken);
    }

    /** What has changed can't be told any more, so all is read. */
    void beginAnew() {
        token = null;
        seen.clear();
    }

    /** Notes that an event was on a page. */
    void saw(String eventId) {
        seen.add(eventId);
    }

    /**
     * @return whether an event that nobody knows is new: of a calendar that is read as a whole, only what was changed after
     *     the last reading; of one that was never read, nothing
     */
    boolean isNews(SeenEvent event) {
        if (event.content() == null || event.content().end().isBefore(windowStart())) {
            return false;
        }
        return token != null
                || syncedBefore != null
                        && event.updated() != null
                        && event.updated().isAfter(syncedBefore.minus(OVERLAP));
    }

    /**
     * Notes that the last page was read.
     *
     * @param token what tells the changes from here on
     */
    void readUpTo(String token) {
        nextToken = token;
    }

    /** @return what tells the changes after this reading, whose last page was read */
    String nextToken() {
        return Objects.requireNonNull(nextToken);
    }

    /** Has events looked for one by one, except those that were on a page. */
    void lookForUnseen(Collection<String> eventIds) {
        eventIds.stream().filter(eventId -> !seen.contains(eventId)).forEach(missing::add);
    }

    /** @return the call for the next event that is looked for; null: there is no more */
    @Nullable
    CalendarCall nextMissing() {
        lookedFor = missing.poll();
        return lookedFor == null ? null : calendar.calls().get(lookedFor);
    }

    /** @return the event that was asked for last by its id; null: a page was */
    @Nullable
    String lookedFor() {
        return lookedFor;
    }

    /** Counts what the product is told. */
    void count(List<Happening> happenings) {
        for (Happening happening : happenings) {
            if (happening.type().equals(ProductEvents.CANCELLED)) {
                deleted++;
            } else {
                changed++;
            }
        }
    }

    /** @return how many events were on the pages */
    int read() {
        return seen.size();
    }

    int changed() {
        return changed;
    }

    int deleted() {
        return deleted;
    }

    /** @return what this reading was, now that it has ended */
    SyncOutcomes.Ended ended() {
        return new SyncOutcomes.Ended(
                calendar.tenantId(),
                calendar.id(),
                GoogleCalendar.PROVIDER,
                DATA_TYPE,
                id,
                token == null ? SyncRun.Mode.FULL : SyncRun.Mode.INCREMENTAL);
    }
}
