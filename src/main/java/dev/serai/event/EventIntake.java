package dev.serai.event;

import dev.serai.refusal.Invalid;
import dev.serai.refusal.Refusal;
import dev.serai.refusal.Unavailable;
import dev.serai.tenancy.Idempotency;
import dev.serai.tenancy.Tenant;
import dev.serai.trace.Span;
import dev.serai.trace.SpanKind;
import dev.serai.trace.TraceContext;
import dev.serai.trace.Traces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Takes events in. When it returns, event, deliveries and idempotency key are committed together: from then on the hub
 * owes the delivery, whatever crashes.
 */
@Service
public class EventIntake {

    private static final int ANSWER_WITHIN_SECONDS = 30;

    private final EventChecks checks;
    private final IntakeQueue queue;
    private final Traces traces;

    EventIntake(EventChecks checks, IntakeQueue queue, Traces traces) {
        this.checks = checks;
        this.queue = queue;
        this.traces = traces;
    }

    /**
     * Takes in what a request brings.
     *
     * @return the events as committed, in their order
     * @throws Invalid naming the field, by the event's place where there is a list
     * @throws dev.serai.refusal.Conflict when the key was used for another request
     * @throws Unavailable when the hub can't commit them now
     */
    public List<AcceptedEvent> take(NewEvents brought) {
        return brought.inList()
                ? acceptAll(brought.tenant(), brought.events(), brought.idempotencyKey(), brought.source())
                : List.of(
                        accept(brought.tenant(), brought.events().get(0), brought.idempotencyKey(), brought.source()));
    }

    /**
     * Takes one event in.
     *
     * @param tenant whose event it is
     * @param event the event
     * @param idempotencyKey the key under which a repeat is answered as the first time, for 24 hours; null: none
     * @return the event as committed
     * @throws Invalid naming {@code event}, {@code data}, {@code id}, {@code timestamp} or {@code Idempotency-Key}
     * @throws dev.serai.refusal.Conflict when the key was used for another request
     * @throws Unavailable when the hub can't commit it now
     */
    public AcceptedEvent accept(Tenant tenant, NewEvent event, @Nullable String idempotencyKey) {
        return accept(tenant, event, idempotencyKey, EventSource.REST);
    }

    /**
     * Takes several events in, all or none.
     *
     * @param tenant whose events they are
     * @param events the events; two with the same id of their own are refused
     * @param idempotencyKey as for one event
     * @return the events as committed, in their order
     * @throws Invalid naming the field by its place, such as {@code events.3.event}
     * @throws dev.serai.refusal.Conflict when the key was used for another request
     * @throws Unavailable when the hub can't commit them now
     */
    public List<AcceptedEvent> acceptAll(Tenant tenant, List<NewEvent> events, @Nullable String idempotencyKey) {
        return acceptAll(tenant, events, idempotencyKey, EventSource.BATCH);
    }

    private AcceptedEvent accept(Tenant tenant, NewEvent event, @Nullable String idempotencyKey, EventSource source) {
        try (Span span = begin(source, 1)) {
            Event checked = checks.checked("", tenant, event, span.context());
            return commit(Intake.of(
                            tenant.id(), List.of(checked), List.of(event), Idempotency.checked(idempotencyKey), source))
                    .get(0);
        }
    }

    private List<AcceptedEvent> acceptAll(
            Tenant tenant, List<NewEvent> events, @Nullable String idempotencyKey, EventSource source) {
        try (Span span = begin(source, events.size())) {
            List<Event> checked = checked(tenant, events, span.context());
            return commit(Intake.of(tenant.id(), checked, events, Idempotency.checked(idempotencyKey), source));
        }
    }

    private Span begin(EventSource source, int events) {
        return traces.begin("events accept", SpanKind.INTERNAL)
                .with("serai.source", source.label())
                .with("serai.events", events);
    }

    private List<Event> checked(Tenant tenant, List<NewEvent> events, @Nullable TraceContext trace) {
        List<Event> checked = new ArrayList<>(events.size());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            String place = "events." + i + ".";
            Event event = checks.checked(place, tenant, events.get(i), trace);
            if (event.senderId() != null && !ids.add(event.senderId())) {
                throw new Invalid(place + "id", "is given to two events of this batch; each needs its own");
            }
            checked.add(event);
        }
        return checked;
    }

    private List<AcceptedEvent> commit(Intake intake) {
        queue.add(intake);
        try {
            return intake.accepted().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            // Who is told no must not be taken in later: what still waits in line is skipped.
            intake.accepted().cancel(false);
            throw new Unavailable("The event could not be committed in time; send it again with the same id");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The hub is stopping; send the event again");
        }
    }
}
