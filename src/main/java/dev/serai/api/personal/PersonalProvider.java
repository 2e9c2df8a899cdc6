package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.call.Actions;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.Slot;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.NotDone;
import dev.serai.refusal.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the contract has a provider do through the user's one connection to it. */
final class PersonalProvider {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final String id;
    private final String name;
    private final Connections connections;
    private final Actions actions;

    /** @param name the provider as people call it */
    PersonalProvider(String id, String name, Connections connections, Actions actions) {
        this.id = id;
        this.name = name;
        this.connections = connections;
        this.actions = actions;
    }

    /**
     * @param action what to do, as the provider's folder calls it
     * @param done what the connection's log says of it when it is done; null: nothing
     * @param missing what to say when the provider does not have what it is about
     */
    JsonNode run(Call call, String action, Map<String, Object> input, @Nullable String done, String missing) {
        UUID connection = connection(call);
        try {
            return actions.run(call.tenant().id(), connection, id + "-" + action, input, done);
        } catch (ProviderFault fault) {
            int status = fault.kind() == ErrorClass.PERMANENT ? fault.status().orElse(0) : 0;
            if (status == NOT_FOUND) {
                throw new NotFound(missing);
            }
            if (status == CONFLICT) {
                throw new NotDone(String.valueOf(fault.getMessage()));
            }
            throw ProviderRefusals.of(fault);
        }
    }

    private UUID connection(Call call) {
        return connections
                .find(call.tenant(), Slot.ofProvider(id))
                .filter(found ->
                        found.status() != ConnectionStatus.PENDING && found.status() != ConnectionStatus.INACTIVE)
                .map(Connection::id)
                .orElseThrow(() -> new NotFound(name + " integration is not set up"));
    }

    /** @return those of a call's query parameters that are given, under the provider's names, which are the contract's */
    static Map<String, Object> given(Call call, String... parameters) {
        Map<String, Object> given = new LinkedHashMap<>();
        List.of(parameters).stream()
                .filter(call.query()::containsKey)
                .forEach(name -> given.put(name, call.query().get(name)));
        return given;
    }
}
