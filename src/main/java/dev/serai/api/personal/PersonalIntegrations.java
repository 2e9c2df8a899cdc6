package dev.serai.api.personal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.connection.Slot;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.NotDone;
import dev.serai.setup.Setups;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The contract's setups, told as connections of the domain: one to each provider. */
@Component("personalIntegrations")
public class PersonalIntegrations {

    private final Connections connections;
    private final Providers providers;
    private final Setups setups;
    private final Changes changes;
    private final Clock clock;

    PersonalIntegrations(Connections connections, Providers providers, Setups setups, Changes changes, Clock clock) {
        this.connections = connections;
        this.providers = providers;
        this.setups = setups;
        this.changes = changes;
        this.clock = clock;
    }

    /** What the contract answers to every setup that succeeded. */
    record Message(String message) {}

    /** Per integration of the contract, whether it is set up and in use. */
    record Status(boolean zoom, boolean hubspot, boolean gmail, boolean outlook, boolean smtp, boolean calendly) {}

    public Answer setUpHubspot(Call call) {
        return setUp(call, "hubspot", "Hubspot", "oauth2", tokens(call));
    }

    public Answer setUpGmail(Call call) {
        return setUp(call, "gmail", "Gmail", "oauth2", tokens(call));
    }

    public Answer setUpOutlook(Call call) {
        return setUp(call, "outlook", "Outlook", "oauth2", tokens(call));
    }

    public Answer setUpSmtp(Call call) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("email", call.text("email"));
        config.put("password", call.text("smtp_password"));
        for (String given : List.of("username", "host", "port", "security")) {
            if (call.text(given) != null) {
                config.put(given, call.text(given));
            }
        }
        return setUp(call, "smtp", "SMTP", "basic", config);
    }

    public Answer setUpCalendly(Call call) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("accessToken", call.text("pat_token"));
        return setUp(call, "calendly", "Calendly", "token", config);
    }

    public Answer setUpZoom(Call call) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("clientId", call.text("client_id"));
        config.put("clientSecret", call.text("client_secret"));
        config.put("accountId", call.text("account_id"));
        return setUp(call, "zoom", "Zoom", "oauth2", config);
    }

    public Answer status(Call call) {
        Set<String> inUse = connections.list(call.tenant()).stream()
                .filter(connection -> connection.status() == ConnectionStatus.ACTIVE)
                .map(Connection::provider)
                .collect(Collectors.toSet());
        return Answer.ok(new Status(
                inUse.contains("zoom"),
                inUse.contains("hubspot"),
                inUse.contains("gmail"),
                inUse.contains("outlook"),
                inUse.contains("smtp"),
                inUse.contains("calendly")));
    }

    private ObjectNode tokens(Call call) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("accessToken", call.text("access_token"));
        config.put("refreshToken", call.text("refresh_token"));
        long seconds = call.body().get("expires_in").asLong();
        config.put("expiresAt", clock.instant().plusSeconds(seconds).toString());
        return config;
    }

    /** @param spoken the provider as the contract's message spells it */
    private Answer setUp(Call call, String provider, String spoken, String authType, ObjectNode config) {
        NewConnection wanted = new NewConnection(
                providers.require("provider", provider).name(),
                provider,
                null,
                ConnectionStatus.ACTIVE,
                authType,
                config,
                JsonNodeFactory.instance.objectNode(),
                Slot.ofProvider(provider));
        Optional<Answer> earlier = changes.earlier(call);
        return earlier.isPresent() ? earlier.get() : store(call, wanted, spoken);
    }

    private Answer store(Call call, NewConnection wanted, String spoken) {
        try (Setups.Tried tried = setups.attempt(call.tenant(), wanted, "body", Setups.Unanswered.REFUSED)) {
            return changes.carryOut(call, () -> {
                Connection connection = connections.setUp(call.tenant(), tried.connection());
                tried.keep(call.tenant(), connection.id());
                return new Changes.Change(
                        "set_up",
                        "connection",
                        connection.id().toString(),
                        Answer.ok(new Message(spoken + " integration setup successful")));
            });
        } catch (ProviderFault fault) {
            throw new NotDone(spoken + " integration setup failed: " + fault.getMessage());
        }
    }
}
