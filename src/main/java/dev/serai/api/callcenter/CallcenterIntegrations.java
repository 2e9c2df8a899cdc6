package dev.serai.api.callcenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract's integrations, told as connections of the domain. */
@Component("callcenterIntegrations")
public class CallcenterIntegrations {

    /** The contract does not say how a connection is authorised. */
    private static final String AUTH_TYPE = "none";

    private final Connections connections;
    private final Providers providers;
    private final Changes changes;

    CallcenterIntegrations(Connections connections, Providers providers, Changes changes) {
        this.connections = connections;
        this.providers = providers;
        this.changes = changes;
    }

    /** A provider as the contract offers it. */
    private record Type(String type, String name, String category) {}

    public Answer add(Call call) {
        Provider provider = providers.require("type", call.body().get("type").asText());
        JsonNode config = call.body().get("config");
        NewConnection wanted = new NewConnection(
                provider.name(),
                provider.id(),
                provider.category(),
                ConnectionStatus.PENDING,
                AUTH_TYPE,
                config,
                JsonNodeFactory.instance.objectNode(),
                null);
        return changes.carryOut(call, () -> {
            Connection connection = connections.create(call.tenant(), wanted);
            return changed("created", connection.id(), CallcenterAnswer.of(CallcenterIntegration.of(connection)));
        });
    }

    public Answer list(Call call) {
        String kind = call.query().get("type");
        List<Connection> found =
                kind == null ? connections.list(call.tenant()) : connections.listOfKind(call.tenant(), kind);
        return CallcenterAnswer.of(found.stream().map(CallcenterIntegration::of).toList());
    }

    public Answer types() {
        return CallcenterAnswer.of(providers.all().stream()
                .map(provider -> new Type(provider.id(), provider.name(), provider.category()))
                .toList());
    }

    public Answer get(Call call) {
        return CallcenterAnswer.of(CallcenterIntegration.of(connections.get(call.tenant(), id(call))));
    }

    public Answer remove(Call call) {
        return changes.carryOut(call, () -> {
            UUID id = id(call);
            connections.delete(call.tenant(), id);
            return changed("deleted", id, CallcenterAnswer.removed(id));
        });
    }

    private static Changes.Change changed(String action, UUID id, Answer answer) {
        return new Changes.Change(action, "connection", id.toString(), answer);
    }

    private static UUID id(Call call) {
        return call.id("integration_id", "Integration not found");
    }
}
