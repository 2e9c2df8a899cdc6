package dev.serai.api.callcenter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.provider.Field;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.setup.Setups;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's integrations, told as connections of the domain. */
@Component("callcenterIntegrations")
public class CallcenterIntegrations {

    /** The contract does not say how a connection is authorised. */
    private static final String AUTH_TYPE = "none";

    private final Connections connections;
    private final Providers providers;
    private final Setups setups;
    private final Changes changes;

    CallcenterIntegrations(Connections connections, Providers providers, Setups setups, Changes changes) {
        this.connections = connections;
        this.providers = providers;
        this.setups = setups;
        this.changes = changes;
    }

    /** A provider as the contract offers it. */
    private record Type(
            String type,
            String name,
            String category,
            List<TypeField> fields,
            @JsonProperty("data_types") List<DataType> dataTypes) {}

    /** What an integration's configuration may or must hold. */
    private record TypeField(
            String name,
            String label,
            @Nullable String description,
            boolean secret,
            boolean required,
            List<String> values) {

        static TypeField of(Field field) {
            return new TypeField(
                    field.name(),
                    field.label(),
                    field.description(),
                    field.secret(),
                    // What only some of the ways to connect need is not needed by all.
                    field.required() && field.authentication().isEmpty(),
                    field.values());
        }
    }

    private record DataType(String name, List<String> filters) {}

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
                        CallcenterAnswer.of(CallcenterIntegration.of(connections.get(call.tenant(), connection.id()))));
            });
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of("config", fault);
        }
    }

    public Answer list(Call call) {
        String kind = call.query().get("type");
        List<Connection> found =
                kind == null ? connections.list(call.tenant()) : connections.listOfKind(call.tenant(), kind);
        return CallcenterAnswer.of(found.stream().map(CallcenterIntegration::of).toList());
    }

    public Answer types() {
        return CallcenterAnswer.of(
                providers.all().stream().map(CallcenterIntegrations::type).toList());
    }

    private static Type type(Provider provider) {
        return new Type(
                provider.id(),
                provider.name(),
                provider.category(),
                provider.fields().stream().map(TypeField::of).toList(),
                provider.dataTypes().values().stream()
                        .map(type -> new DataType(
                                type.name(),
                                type.filters().keySet().stream().sorted().toList()))
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
