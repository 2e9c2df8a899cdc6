package dev.serai.api.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.FieldText;
import dev.serai.event.AcceptedEvent;
import dev.serai.event.EventSource;
import dev.serai.event.NewEvent;
import dev.serai.event.NewEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Reads events as the hub's own contract has them, and tells what became of them. */
@Component("hubEvents")
public class HubEvents {

    /** @return the one event of a call */
    public NewEvents one(@Body Call call) {
        return new NewEvents(
                call.tenant(),
                List.of(event("", call.body())),
                false,
                call.idempotencyKey().orElse(null),
                EventSource.REST);
    }

    /** @return the events of a call, given as a list or as an object that has one */
    public NewEvents batch(@Body Call call) {
        JsonNode list = call.body().isArray() ? call.body() : call.body().path("events");
        List<NewEvent> events = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            events.add(event("events." + i + ".", list.get(i)));
        }
        return new NewEvents(call.tenant(), events, true, call.idempotencyKey().orElse(null), EventSource.BATCH);
    }

    /** @return the answer to one event */
    public Answer accepted(@Body List<AcceptedEvent> accepted) {
        return Answer.accepted(shown(accepted.get(0)));
    }

    /** @return the answer to a batch, in the form of the request */
    public Answer batchAccepted(@Body List<AcceptedEvent> accepted, @ExchangeProperty(Call.PROPERTY) Call call) {
        List<Map<String, Object>> events =
                accepted.stream().map(HubEvents::shown).toList();
        return Answer.accepted(call.body().isArray() ? events : Map.of("events", events));
    }

    private static NewEvent event(String place, JsonNode event) {
        return new NewEvent(
                event.path("event").asText(),
                event.path("data"),
                event.hasNonNull("id") ? event.get("id").asText() : null,
                new FieldText(
                                place + "timestamp",
                                event.hasNonNull("timestamp")
                                        ? event.get("timestamp").asText()
                                        : null)
                        .time());
    }

    private static Map<String, Object> shown(AcceptedEvent accepted) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", accepted.id());
        shown.put("event", accepted.type());
        shown.put("deliveries", accepted.deliveries());
        return shown;
    }
}
