package dev.serai.event;

import dev.serai.refusal.Invalid;
import dev.serai.refusal.Unavailable;
import dev.serai.tenancy.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * Takes the events of a stream in, each for itself: one that can't be taken keeps no other one back. They share commits
 * with each other and with whatever comes in over HTTP.
 */
@Service
public class EventStreamIntake {

    private static final int COMMITTED_WITHIN_SECONDS = 30;
    // Well below what may wait in the queue, of which REST needs its part.
    private static final long LARGEST_SHARE = 2_000_000;
    private static final int MOST_SHARES = 100;
    private static final String NOT_KEPT = "It can't be kept: the database refuses a value in it";

    private final EventChecks checks;
    private final IntakeQueue queue;

    EventStreamIntake(EventChecks checks, IntakeQueue queue) {
        this.checks = checks;
        this.queue = queue;
    }

    /** Events of one tenant on their way to a commit, with their places in the stream. */
    private record Share(
            Tenant tenant, List<Event> events, List<NewEvent> given, List<Integer> places, Set<String> ids) {

        static Share of(Tenant tenant) {
            return new Share(tenant, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        }

        void add(Event event, NewEvent given, int place) {
            // Of two with one id the first is the event; the other one is a repeat of it.
            if (ids.add(String.valueOf(event.senderId()))) {
                events.add(event);
                this.given.add(given);
                places.add(place);
            }
        }

        boolean hasRoomFor(Event event) {
            return events.isEmpty() || size() + event.data().length() <= LARGEST_SHARE;
        }

        private long size() {
            return events.stream().mapToLong(event -> event.data().length()).sum();
        }

        Intake intake() {
            return Intake.of(tenant.id(), events, given, null, EventSource.KAFKA);
        }

        List<Share> each() {
            List<Share> each = new ArrayList<>(events.size());
            for (int i = 0; i < events.size(); i++) {
                Share one = of(tenant);
                one.add(events.get(i), given.get(i), places.get(i));
                each.add(one);
            }
            return each;
        }
    }

    /**
     * Takes events in.
     *
     * @return for each event, in their order, why it can't be taken, now or ever; empty: it is committed with its
     *     deliveries, or was before under the same id
     * @throws Unavailable when the hub can't commit now; some may be committed, and are then repeats the next time
     */
    public List<Optional<String>> take(List<BroughtEvent> brought) {
        String[] refusals = new String[brought.size()];
        List<Share> shares = new ArrayList<>();
        Map<Long, Share> open = new HashMap<>();
        for (int place = 0; place < brought.size(); place++) {
            BroughtEvent one = brought.get(place);
            try {
                Event event = checks.checked("", one.tenant(), one.event(), one.trace());
                Share share = open.get(one.tenant().id());
                if (share == null || !share.hasRoomFor(event)) {
                    share = Share.of(one.tenant());
                    open.put(one.tenant().id(), share);
                    shares.add(share);
                }
                share.add(event, one.event(), place);
            } catch (Invalid invalid) {
                refusals[place] = invalid.field() + " " + invalid.getMessage();
            }
        }
        List<Share> refused = commitAll(shares);
        List<Share> alone =
                refused.stream().flatMap(share -> share.each().stream()).toList();
        commitAll(alone).forEach(share -> refusals[share.places().get(0)] = NOT_KEPT);
        return Arrays.stream(refusals).map(Optional::ofNullable).toList();
    }

    /**
     * Brings some shares after the other to their commit: all at once they might never fit into the queue.
     *
     * @return those that the database refuses for what is in them
     */
    private List<Share> commitAll(List<Share> shares) {
        List<Share> refused = new ArrayList<>();
        List<Share> some = new ArrayList<>();
        long size = 0;
        for (Share share : shares) {
            if (!some.isEmpty() && (size + share.size() > LARGEST_SHARE || some.size() == MOST_SHARES)) {
                refused.addAll(commit(some));
                some.clear();
                size = 0;
            }
            some.add(share);
            size += share.size();
        }
        refused.addAll(commit(some));
        return refused;
    }

    private List<Share> commit(List<Share> shares) {
        List<Intake> intakes = shares.stream().map(Share::intake).toList();
        intakes.forEach(queue::add);
        List<Share> refused = new ArrayList<>();
        RuntimeException failure = null;
        // All of them are waited for, so that nothing of this attempt is under way during the next one.
        for (int i = 0; i < intakes.size(); i++) {
            try {
                await(intakes.get(i));
            } catch (DataIntegrityViolationException refusal) {
                if (isUnfit(refusal)) {
                    refused.add(shares.get(i));
                } else {
                    failure = refusal;
                }
            } catch (RuntimeException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return refused;
    }

    /**
     * A value that PostgreSQL can't keep (class 22), or that breaks a constraint, is the record's fault. A partition that is
     * missing has the state of a broken constraint and names none: it is the hub's, and comes in time.
     */
    private static boolean isUnfit(DataIntegrityViolationException refusal) {
        if (!(refusal.getMostSpecificCause() instanceof PSQLException cause)) {
            return false;
        }
        ServerErrorMessage told = cause.getServerErrorMessage();
        return String.valueOf(cause.getSQLState()).startsWith("22") || told != null && told.getConstraint() != null;
    }

    private static void await(Intake intake) {
        try {
            intake.accepted().get(COMMITTED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            intake.accepted().cancel(false);
            throw new Unavailable("The events could not be committed in time");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The hub is stopping");
        }
    }
}
