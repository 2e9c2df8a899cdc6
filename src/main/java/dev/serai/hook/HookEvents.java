package dev.serai.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.connection.OpenConnection;
import dev.serai.event.ProviderEvents.Happening;
import dev.serai.provider.Hooks;
import dev.serai.provider.Hooks.EventForm;
import dev.serai.refusal.Invalid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what a provider's call tells, and makes the hub's events of it. */
final class HookEvents {

    private static final int MOST = 1_000;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private HookEvents() {}

    /**
     * @param now when an event happened that does not say when
     * @return the events that the hub has a type for, in their order, by what tells them from others
     * @throws Invalid when there are too many in one call
     */
    static Map<Digest, Happening> read(OpenConnection connection, Hooks hooks, JsonNode body, Instant now) {
        EventForm form = hooks.form();
        Map<Digest, Happening> events = new LinkedHashMap<>();
        for (JsonNode event : form.each() == null ? List.of(body) : body.at(form.each())) {
            String type = hooks.events().get(event.at(form.type()).asText());
            if (type != null) {
                Instant at = form.time() == null
                        ? now
                        : form.timeForm()
                                .read(event.at(form.time()))
                                .filter(said -> !said.isBefore(EARLIEST) && !said.isAfter(LATEST))
                                .orElse(now);
                events.putIfAbsent(digest(form, event), new Happening(type, at, data(connection, form, event)));
            }
            if (events.size() > MOST) {
                throw new Invalid("body", "must not have more than " + MOST + " events");
            }
        }
        return events;
    }

    private static Digest digest(EventForm form, JsonNode event) {
        return Digest.of(
                form.id().isEmpty()
                        ? event.toString()
                        : form.id().stream()
                                .map(part -> event.at(part).toString())
                                .collect(Collectors.joining(" ")));
    }

    private static ObjectNode data(OpenConnection connection, EventForm form, JsonNode event) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("connectionId", connection.id().toString());
        data.put("provider", connection.provider());
        data.put("event", event.at(form.type()).asText());
        form.fields().forEach((name, at) -> {
            JsonNode value = event.at(at);
            data.set(name, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
        });
        data.set("payload", event.at(form.payload()));
        return data;
    }
}
