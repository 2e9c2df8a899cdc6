package dev.serai.event;

import dev.serai.refusal.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One commit for a group of requests: their keys, their events and the deliveries, all or nothing. */
@Component
class IntakeTransaction {

    private static final int TIMEOUT_SECONDS = 20;

    private final TransactionTemplate transactions;
    private final JdbcTemplate database;
    private final EventLog log;
    private final EventKeys keys;
    private final Subscribers subscribers;
    private final EventMeters meters;

    IntakeTransaction(
            PlatformTransactionManager transactionManager,
            JdbcTemplate database,
            EventLog log,
            EventKeys keys,
            Subscribers subscribers,
            EventMeters meters) {
        this.transactions = new TransactionTemplate(transactionManager);
        // Shorter than a caller waits, so that a lock somewhere in the database ends as an answer.
        this.transactions.setTimeout(TIMEOUT_SECONDS);
        this.database = database;
        this.log = log;
        this.keys = keys;
        this.subscribers = subscribers;
        this.meters = meters;
    }

    /**
     * What became of one request of the group.
     *
     * @param fresh those of its events that were not accepted before
     * @param conflict why it is refused; null: it is not
     */
    record Outcome(List<AcceptedEvent> accepted, List<Event> fresh, @Nullable Conflict conflict) {
        void tell(Intake intake) {
            if (conflict == null) {
                intake.accepted().complete(accepted);
            } else {
                intake.accepted().completeExceptionally(conflict);
            }
        }
    }

    /**
     * Commits a group.
     *
     * @return one outcome per request, in their order; everything that is accepted is durable
     */
    List<Outcome> run(List<Intake> group) {
        List<Outcome> outcomes = meters.committing(() -> transactions.execute(status -> write(group)));
        subscribers.wake();
        for (int i = 0; i < outcomes.size(); i++) {
            meters.accepted(group.get(i).source(), outcomes.get(i).fresh());
        }
        return outcomes;
    }

    private List<Outcome> write(List<Intake> group) {
        EventKeys.Claims claims = keys.claim(database, group);
        List<Event> fresh =
                group.stream().flatMap(intake -> fresh(intake, claims)).toList();
        Map<UUID, Integer> deliveries = log.append(database, fresh);
        List<Outcome> outcomes = new ArrayList<>(group.size());
        for (Intake intake : group) {
            outcomes.add(outcome(intake, claims, deliveries));
        }
        keys.keep(database, group, outcomes);
        return outcomes;
    }

    private static Stream<Event> fresh(Intake intake, EventKeys.Claims claims) {
        return claims.earlierRequest(intake) == null
                ? intake.events().stream().filter(event -> claims.earlierEvent(intake, event) == null)
                : Stream.empty();
    }

    private static Outcome outcome(Intake intake, EventKeys.Claims claims, Map<UUID, Integer> deliveries) {
        EventKeys.Earlier earlier = claims.earlierRequest(intake);
        if (earlier != null) {
            return java.util.Arrays.equals(earlier.fingerprint(), intake.fingerprint())
                    ? new Outcome(earlier.accepted(), List.of(), null)
                    : new Outcome(
                            List.of(),
                            List.of(),
                            new Conflict("This Idempotency-Key was used for another request; use a new one"));
        }
        List<AcceptedEvent> accepted = new ArrayList<>();
        for (Event event : intake.events()) {
            EventKeys.Earlier same = claims.earlierEvent(intake, event);
            accepted.add(same != null ? same.accepted().get(0) : accepted(event, deliveries));
        }
        return new Outcome(List.copyOf(accepted), fresh(intake, claims).toList(), null);
    }

    private static AcceptedEvent accepted(Event event, Map<UUID, Integer> deliveries) {
        String id = event.senderId() == null ? event.id().toString() : event.senderId();
        return new AcceptedEvent(id, event.type(), deliveries.getOrDefault(event.id(), 0));
    }
}
