package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.call.Actions;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.Slot;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's objects: those of the user's HubSpot, as HubSpot has them. */
@Component("personalObjects")
public class PersonalObjects {

    private static final Slot SLOT = Slot.ofProvider("hubspot");
    private static final List<String> OF_A_LIST = List.of("limit", "after", "properties", "associations", "archived");
    private static final List<String> OF_ONE = List.of("properties", "associations", "archived", "idProperty");
    private static final int NOT_FOUND = 404;

    private final Connections connections;
    private final Actions actions;
    private final Changes changes;

    PersonalObjects(Connections connections, Actions actions, Changes changes) {
        this.connections = connections;
        this.actions = actions;
        this.changes = changes;
    }

    public Answer list(Call call) {
        return Answer.ok(page(asked(call, "list", given(call, OF_A_LIST))));
    }

    public Answer get(Call call) {
        Map<String, Object> input = given(call, OF_ONE);
        input.put("id", ObjectAddress.id(call));
        return Answer.ok(asked(call, "get", input));
    }

    public Answer search(Call call) {
        return Answer.ok(page(asked(call, "search", body(call, "search"))));
    }

    public Answer create(Call call) {
        JsonNode made = changed(call, "create", body(call, "object"), "created");
        note(call, "created", made.path("id").asText());
        return Answer.created(made);
    }

    public Answer update(Call call) {
        Map<String, Object> input = body(call, "object");
        input.putAll(given(call, List.of("idProperty")));
        input.put("id", ObjectAddress.id(call));
        JsonNode updated = changed(call, "update", input, "updated");
        note(call, "updated", updated.path("id").asText());
        return Answer.ok(updated);
    }

    public Answer delete(Call call) {
        String id = ObjectAddress.id(call);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("id", id);
        changed(call, "delete", input, "deleted");
        note(call, "deleted", id);
        return Answer.noContent();
    }

    public Answer batchRead(Call call) {
        return Answer.ok(asked(call, "batch-read", body(call, "batch")));
    }

    public Answer batchCreate(Call call) {
        return Answer.created(batch(call, "batch-create", "created"));
    }

    public Answer batchUpdate(Call call) {
        return Answer.ok(batch(call, "batch-update", "updated"));
    }

    public Answer batchUpsert(Call call) {
        return Answer.ok(batch(call, "batch-upsert", "upserted"));
    }

    public Answer batchArchive(Call call) {
        batch(call, "batch-archive", "deleted");
        return Answer.noContent();
    }

    private JsonNode batch(Call call, String action, String done) {
        JsonNode answer = changed(call, action, body(call, "batch"), done);
        note(call, done, "batch");
        return answer;
    }

    private JsonNode asked(Call call, String action, Map<String, Object> input) {
        return run(call, action, input, null);
    }

    private JsonNode changed(Call call, String action, Map<String, Object> input, String done) {
        return run(call, action, input, "HubSpot objects " + done + " (" + ObjectAddress.type(call) + ")");
    }

    private JsonNode run(Call call, String action, Map<String, Object> input, @Nullable String done) {
        input.put("type", ObjectAddress.type(call));
        UUID connection = connection(call);
        try {
            return actions.run(call.tenant().id(), connection, "hubspot-" + action, input, done);
        } catch (ProviderFault fault) {
            if (fault.kind() == ErrorClass.PERMANENT && fault.status().orElse(0) == NOT_FOUND) {
                throw new NotFound("HubSpot has no such object");
            }
            throw ProviderRefusals.of(fault);
        }
    }

    private UUID connection(Call call) {
        return connections
                .find(call.tenant(), SLOT)
                .filter(found ->
                        found.status() != ConnectionStatus.PENDING && found.status() != ConnectionStatus.INACTIVE)
                .map(Connection::id)
                .orElseThrow(() -> new NotFound("HubSpot integration is not set up"));
    }

    private void note(Call call, String action, String id) {
        changes.note(call, action, "hubspot_object", ObjectAddress.type(call) + "/" + id);
    }

    private static Map<String, Object> given(Call call, List<String> parameters) {
        Map<String, Object> given = new LinkedHashMap<>();
        parameters.stream()
                .filter(call.query()::containsKey)
                .forEach(name -> given.put(name, call.query().get(name)));
        return given;
    }

    private static Map<String, Object> body(Call call, String name) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(name, call.body());
        return input;
    }

    /** @return the page without the addresses of the next one, which are HubSpot's own and take none of our tokens */
    private static JsonNode page(JsonNode answer) {
        if (answer.at("/paging/next") instanceof ObjectNode next) {
            next.remove("link");
        }
        return answer;
    }
}
