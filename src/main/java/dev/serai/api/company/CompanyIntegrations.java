package dev.serai.api.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionChange;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.connection.Slot;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.setup.Setups;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's integrations, told as connections of the domain; their names are unique within a company. */
@Component("companyIntegrations")
public class CompanyIntegrations {

    /** The contract does not say how a connection is authorised. */
    private static final String AUTH_TYPE = "none";

    private final Connections connections;
    private final Providers providers;
    private final Setups setups;
    private final Changes changes;

    CompanyIntegrations(Connections connections, Providers providers, Setups setups, Changes changes) {
        this.connections = connections;
        this.providers = providers;
        this.setups = setups;
        this.changes = changes;
    }

    public Answer create(Call call) {
        String name = call.body().get("name").asText();
        String type = call.body().get("type").asText();
        String provider = call.text("provider");
        JsonNode config = config(call);
        NewConnection wanted = new NewConnection(
                name,
                provider == null ? providers.meantBy(name, type) : providers.meantBy(provider),
                type,
                ConnectionStatus.ACTIVE,
                AUTH_TYPE,
                config == null ? JsonNodeFactory.instance.objectNode() : config,
                JsonNodeFactory.instance.objectNode(),
                Slot.ofName(name));
        Optional<Answer> earlier = changes.earlier(call);
        return earlier.isPresent() ? earlier.get() : store(call, wanted);
    }

    /** Tries the credentials that came along first; what the provider can't say now, it is asked later. */
    private Answer store(Call call, NewConnection wanted) {
        try (Setups.Tried tried = setups.attempt(call.tenant(), wanted, "config", Setups.Unanswered.STORED)) {
            return changes.carryOut(call, () -> {
                Connection connection = connections.create(call.tenant(), tried.connection());
                tried.keep(call.tenant(), connection.id());
                return changed(
                        "created",
                        connection.id(),
                        CompanyAnswer.created("Integration created successfully", connection.id()));
            });
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of("config", fault);
        }
    }

    public Answer list(Call call) {
        return CompanyAnswer.of(Map.of(
                "integrations",
                connections.list(call.tenant()).stream()
                        .map(connection -> CompanyIntegration.of(call.tenant(), connection))
                        .toList()));
    }

    public Answer get(Call call) {
        return CompanyAnswer.of(CompanyIntegration.of(call.tenant(), connections.get(call.tenant(), id(call))));
    }

    public Answer update(Call call) {
        String name = call.text("name");
        String status = call.text("status");
        ConnectionChange change = new ConnectionChange(
                name,
                call.text("type"),
                status == null ? null : ConnectionStatus.of(status),
                config(call),
                null,
                name == null ? null : Slot.ofName(name));
        return changes.carryOut(call, () -> {
            connections.update(call.tenant(), id(call), change);
            return changed("updated", id(call), CompanyAnswer.done("Integration updated successfully"));
        });
    }

    public Answer delete(Call call) {
        return changes.carryOut(call, () -> {
            connections.delete(call.tenant(), id(call));
            return changed("deleted", id(call), CompanyAnswer.done("Integration deleted successfully"));
        });
    }

    private static Changes.Change changed(String action, UUID id, Answer answer) {
        return new Changes.Change(action, "connection", id.toString(), answer);
    }

    static UUID id(Call call) {
        return call.id("id", "Integration not found");
    }

    private static @Nullable JsonNode config(Call call) {
        return call.body().hasNonNull("config") ? call.body().get("config") : null;
    }
}
