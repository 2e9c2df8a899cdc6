package dev.serai.api.callnfy;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.event.AcceptedEvent;
import dev.serai.event.EventSource;
import dev.serai.event.NewEvent;
import dev.serai.event.NewEvents;
import java.util.List;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** The contract's way of bringing an event in: with the user's Zapier key. */
@Component("callnfyEvents")
public class CallnfyEvents {

    /** The accepted event as the contract shows it. */
    record Accepted(String id, String event, int deliveries) {}

    /** @return the event of a message */
    public NewEvents brought(Call call) {
        NewEvent event = new NewEvent(
                call.body().get("event").asText(),
                call.body().get("data"),
                call.text("id"),
                call.field("timestamp").time());
        return new NewEvents(
                call.tenant(), List.of(event), false, call.idempotencyKey().orElse(null), EventSource.ZAPIER);
    }

    /** @return the contract's answer once the event is accepted */
    public Answer accepted(@Body List<AcceptedEvent> accepted) {
        AcceptedEvent event = accepted.get(0);
        return Answer.accepted(Success.with(new Accepted(event.id(), event.type(), event.deliveries())));
    }
}
