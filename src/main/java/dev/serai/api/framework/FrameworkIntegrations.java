package dev.serai.api.framework;

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
import dev.serai.provider.ProviderFault;
import dev.serai.setup.Setups;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's integrations, told as connections of the domain. */
@Component("frameworkIntegrations")
public class FrameworkIntegrations {

    private final Connections connections;
    private final Setups setups;
    private final Changes changes;

    FrameworkIntegrations(Connections connections, Setups setups, Changes changes) {
        this.connections = connections;
        this.setups = setups;
        this.changes = changes;
    }

    public Answer create(Call call) {
        NewConnection wanted = new NewConnection(
                call.body().get("name").asText(),
                call.body().get("provider").asText(),
                null,
                ConnectionStatus.PENDING,
                call.body().get("authType").asText(),
                object(call.body().get("config")),
                object(call.body().get("settings")),
                null);
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
                        Answer.created(FrameworkIntegration.Created.of(
                                call.tenant(), connections.get(call.tenant(), connection.id()))));
            });
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of("config", fault);
        }
    }

    public Answer list(Call call) {
        return Answer.ok(connections.list(call.tenant()).stream()
                .map(FrameworkIntegration.Listed::of)
                .toList());
    }

    public Answer listByProvider(Call call) {
        return Answer.ok(connections.list(call.tenant(), call.path().get("provider")).stream()
                .map(FrameworkIntegration.OfProvider::of)
                .toList());
    }

    public Answer get(Call call) {
        return Answer.ok(FrameworkIntegration.Whole.of(call.tenant(), connections.get(call.tenant(), id(call))));
    }

    public Answer update(Call call) {
        String status = call.text("status");
        ConnectionChange change = new ConnectionChange(
                call.text("name"),
                null,
                status == null ? null : ConnectionStatus.of(status),
                present(call.body().get("config")),
                present(call.body().get("settings")),
                null);
        return changes.carryOut(call, () -> {
            Connection connection = connections.update(call.tenant(), id(call), change);
            return changed(
                    "updated", connection.id(), Answer.ok(FrameworkIntegration.Whole.of(call.tenant(), connection)));
        });
    }

    public Answer delete(Call call) {
        return changes.carryOut(call, () -> {
            connections.delete(call.tenant(), id(call));
            return changed("deleted", id(call), Answer.noContent());
        });
    }

    private static Changes.Change changed(String action, UUID id, Answer answer) {
        return new Changes.Change(action, "connection", id.toString(), answer);
    }

    private static UUID id(Call call) {
        return call.id("id", "Integration not found");
    }

    private static JsonNode object(@Nullable JsonNode value) {
        return value == null || value.isNull() ? JsonNodeFactory.instance.objectNode() : value;
    }

    private static @Nullable JsonNode present(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value;
    }
}
