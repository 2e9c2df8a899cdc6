package dev.serai.api.callcenter;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.event.AcceptedEvent;
import dev.serai.event.EventSource;
import dev.serai.event.NewEvent;
import dev.serai.event.NewEvents;
import java.util.List;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** The contract's events: which there are, and the trigger that brings one in. */
@Component("callcenterEvents")
public class CallcenterEvents {

    /** The events that the contract names, in its order and words. */
    private static final List<Offered> OFFERED = List.of(
            new Offered("call.started", "Triggered when a call begins"),
            new Offered("call.ended", "Triggered when a call ends"),
            new Offered("call.transferred", "Triggered when a call is transferred"),
            new Offered("call.recording.available", "Triggered when a call recording is available"),
            new Offered("call.transcript.available", "Triggered when a call transcript is available"),
            new Offered("contact.created", "Triggered when a contact is created"),
            new Offered("contact.updated", "Triggered when a contact is updated"));

    private record Offered(String event, String description) {}

    private record Accepted(String id, String event, int deliveries) {}

    public Answer list() {
        return CallcenterAnswer.of(OFFERED);
    }

    /** @return the event of a trigger */
    public NewEvents triggered(@Body Call call) {
        NewEvent event =
                new NewEvent(call.body().get("event").asText(), call.body().get("data"), null, null);
        return new NewEvents(
                call.tenant(), List.of(event), false, call.idempotencyKey().orElse(null), EventSource.TRIGGER);
    }

    /** @return the contract's answer once the event is accepted */
    public Answer accepted(@Body List<AcceptedEvent> accepted) {
        AcceptedEvent event = accepted.get(0);
        return CallcenterAnswer.of(new Accepted(event.id(), event.type(), event.deliveries()));
    }
}
