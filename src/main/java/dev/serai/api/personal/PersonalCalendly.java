package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.call.Actions;
import dev.serai.connection.Connections;
import dev.serai.refusal.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The contract's Calendly: the user's own, as Calendly has it. */
@Component("personalCalendly")
public class PersonalCalendly {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final String NO_EVENT = "Calendly has no such event";
    private static final String NOTHING = "Calendly has no such thing";

    private final PersonalProvider calendly;
    private final Changes changes;

    PersonalCalendly(Connections connections, Actions actions, Changes changes) {
        this.calendly = new PersonalProvider("calendly", "Calendly", connections, actions);
        this.changes = changes;
    }

    public Answer me(Call call) {
        return Answer.ok(calendly.run(call, "me", Map.of(), null, NOTHING));
    }

    public Answer eventTypes(Call call) {
        Map<String, Object> input = PersonalProvider.given(call, "active", "count", "page_token");
        return Answer.ok(page(calendly.run(call, "list-event-types", input, null, NOTHING)));
    }

    public Answer scheduledEvents(Call call) {
        Map<String, Object> input = PersonalProvider.given(
                call, "status", "min_start_time", "max_start_time", "invitee_email", "sort", "count", "page_token");
        return Answer.ok(page(calendly.run(call, "list-scheduled-events", input, null, NOTHING)));
    }

    public Answer scheduledEvent(Call call) {
        return Answer.ok(calendly.run(call, "get-scheduled-event", event(call), null, NO_EVENT));
    }

    public Answer invitees(Call call) {
        Map<String, Object> input = event(call);
        input.putAll(PersonalProvider.given(call, "status", "email", "count", "page_token"));
        return Answer.ok(page(calendly.run(call, "list-invitees", input, null, NO_EVENT)));
    }

    public Answer cancel(Call call) {
        Map<String, Object> input = event(call);
        ObjectNode cancellation = JsonNodeFactory.instance.objectNode();
        if (call.text("reason") != null) {
            cancellation.put("reason", call.text("reason"));
        }
        input.put("cancellation", cancellation);
        JsonNode cancelled = calendly.run(call, "cancel", input, "Scheduled event cancelled", NO_EVENT);
        changes.note(call, "cancelled", "calendly_event", String.valueOf(input.get("event")));
        return Answer.ok(cancelled);
    }

    private static Map<String, Object> event(Call call) {
        String id = call.path().getOrDefault("eventId", "");
        if (!ID.matcher(id).matches()) {
            throw new NotFound(NO_EVENT);
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("event", id);
        return input;
    }

    /** @return the page without the addresses of others, which are Calendly's own and take none of our tokens */
    private static JsonNode page(JsonNode answer) {
        if (answer.path("pagination") instanceof ObjectNode pagination) {
            pagination.remove(List.of("next_page", "previous_page"));
        }
        return answer;
    }
}
