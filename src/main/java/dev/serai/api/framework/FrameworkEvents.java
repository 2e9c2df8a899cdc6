package dev.serai.api.framework;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.event.EventSource;
import dev.serai.event.NewEvent;
import dev.serai.event.NewEvents;
import java.util.List;
import org.springframework.stereotype.Component;

/** The contract's way of bringing an event in: the trigger. */
@Component("frameworkEvents")
public class FrameworkEvents {

    /** What the contract answers to every trigger that was accepted. */
    record Triggered(boolean success, String message) {}

    /** @return the event of a trigger */
    public NewEvents triggered(Call call) {
        NewEvent event =
                new NewEvent(call.body().get("event").asText(), call.body().get("payload"), null, null);
        return new NewEvents(
                call.tenant(), List.of(event), false, call.idempotencyKey().orElse(null), EventSource.TRIGGER);
    }

    /** @return the contract's answer once the event is accepted */
    public Answer accepted() {
        return Answer.ok(new Triggered(true, "Webhook triggered successfully"));
    }
}
