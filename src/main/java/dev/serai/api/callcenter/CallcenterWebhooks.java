package dev.serai.api.callcenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.webhook.NewWebhook;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.Webhook;
import dev.serai.webhook.Webhooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract's webhooks, told as webhooks of the domain. */
@Component("callcenterWebhooks")
public class CallcenterWebhooks {

    private final Webhooks webhooks;
    private final Changes changes;

    CallcenterWebhooks(Webhooks webhooks, Changes changes) {
        this.webhooks = webhooks;
        this.changes = changes;
    }

    public Answer register(Call call) {
        String url = call.body().get("url").asText();
        NewWebhook wanted = new NewWebhook(
                // The contract has no names.
                "Webhook",
                url,
                events(call.body().get("events")),
                null,
                headers(call.body().path("headers")),
                null,
                null,
                null,
                call.text("description"));
        return changes.carryOut(call, () -> {
            RevealedWebhook made = webhooks.register(call.tenant(), wanted);
            return changed("created", made.webhook().id(), CallcenterAnswer.of(CallcenterWebhook.of(made)));
        });
    }

    public Answer list(Call call) {
        String event = call.query().get("event");
        List<Webhook> found = event == null ? webhooks.list(call.tenant()) : webhooks.list(call.tenant(), event);
        return CallcenterAnswer.of(found.stream().map(CallcenterWebhook::of).toList());
    }

    public Answer get(Call call) {
        return CallcenterAnswer.of(CallcenterWebhook.of(webhooks.get(call.tenant(), id(call))));
    }

    public Answer unregister(Call call) {
        return changes.carryOut(call, () -> {
            UUID id = id(call);
            webhooks.delete(call.tenant(), id);
            return changed("deleted", id, CallcenterAnswer.removed(id));
        });
    }

    private static Changes.Change changed(String action, UUID id, Answer answer) {
        return new Changes.Change(action, "webhook", id.toString(), answer);
    }

    private static UUID id(Call call) {
        return call.id("webhook_id", "Webhook not found");
    }

    private static List<String> events(JsonNode list) {
        List<String> events = new ArrayList<>(list.size());
        list.forEach(event -> events.add(event.asText()));
        return events;
    }

    private static Map<String, String> headers(JsonNode object) {
        Map<String, String> headers = new LinkedHashMap<>();
        object.fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }
}
