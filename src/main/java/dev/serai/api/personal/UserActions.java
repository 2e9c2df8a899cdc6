package dev.serai.api.personal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.call.Actions;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.Slot;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has a provider do something for the user who calls, through the integration that the user has set up. */
@Component
class UserActions {

    private final Connections connections;
    private final Actions actions;

    UserActions(Connections connections, Actions actions) {
        this.connections = connections;
        this.actions = actions;
    }

    /**
     * Does it.
     *
     * @param provider the provider's id
     * @param spoken what the provider is called in a sentence
     * @param route the provider's route that does it
     * @param done what to write into the integration's log afterwards; null: nothing
     * @throws NotFound when the user has not set the integration up
     * @throws dev.serai.refusal.Refusal when the provider refuses or can't be reached
     */
    JsonNode run(
            Call call, String provider, String spoken, String route, Map<String, Object> input, @Nullable String done) {
        UUID id = connections
                .find(call.tenant(), Slot.ofProvider(provider))
                .filter(found ->
                        found.status() != ConnectionStatus.PENDING && found.status() != ConnectionStatus.INACTIVE)
                .map(Connection::id)
                .orElseThrow(() -> new NotFound(spoken + " integration is not set up"));
        try {
            return actions.run(call.tenant().id(), id, route, input, done);
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of(fault);
        }
    }

    /** @return those of the query's parameters that were given */
    static Map<String, Object> given(Call call, List<String> parameters) {
        Map<String, Object> given = new LinkedHashMap<>();
        parameters.stream()
                .filter(call.query()::containsKey)
                .forEach(name -> given.put(name, call.query().get(name)));
        return given;
    }
}
