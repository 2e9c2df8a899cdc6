package dev.serai.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.address.PublicUrl;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Hooks;
import dev.serai.provider.Hooks.Subscription;
import dev.serai.provider.Hooks.Subscription.Existing;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.NotFound;
import dev.serai.schedule.DueTask;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Subscribes the hub to what a provider tells of a connection, as the provider's file declares it. */
@Component("hookSubscriptions")
public class HookSubscriptions {

    /** The task that does it. */
    static final String SUBSCRIBE = "subscribe-hooks";

    private static final Logger LOG = LoggerFactory.getLogger(HookSubscriptions.class);
    private static final int CONFLICT = 409;

    private final Connections connections;
    private final Providers providers;
    private final ProviderCalls calls;
    private final HookSecrets secrets;
    private final ConnectionLog log;
    private final PublicUrl publicUrl;
    private final HookRows rows;

    HookSubscriptions(
            Connections connections,
            Providers providers,
            ProviderCalls calls,
            HookSecrets secrets,
            ConnectionLog log,
            PublicUrl publicUrl,
            HookRows rows) {
        this.connections = connections;
        this.providers = providers;
        this.calls = calls;
        this.secrets = secrets;
        this.log = log;
        this.publicUrl = publicUrl;
        this.rows = rows;
    }

    /**
     * Does a task: subscribes, where that has not been done. A provider that does not want to, as on a plan without
     * webhooks, is told of in the connection's log and not asked again.
     *
     * @throws ProviderFault when the provider can't just now
     */
    public void subscribe(DueTask task) {
        if (wanting(task).isEmpty()) {
            return;
        }
        // Kept before the provider hears it, because its first call may come before its answer; and before the
        // connection is
        // looked at again, so that one that is changed meanwhile is either seen changed now, or has forgotten this
        // secret.
        Optional<String> secret = secrets.keep(task.tenantId(), task.connectionId());
        Optional<OpenConnection> found = wanting(task);
        if (secret.isEmpty() || found.isEmpty()) {
            return;
        }
        OpenConnection connection = found.get();
        Provider provider = subscribed(connection).orElseThrow();
        try {
            subscribe(connection, provider, secret.get());
        } catch (ProviderFault fault) {
            if (fault.kind() == ErrorClass.RETRY) {
                throw fault;
            }
            log.error(
                    connection.tenantId(),
                    connection.id(),
                    provider.name() + " does not tell the hub of what happens: " + fault.getMessage());
        }
    }

    /** @return the task's connection, when it is active and not subscribed yet */
    private Optional<OpenConnection> wanting(DueTask task) {
        try {
            return Optional.of(connections.open(task.tenantId(), task.connectionId()))
                    .filter(connection -> connection.status() == ConnectionStatus.ACTIVE)
                    .filter(connection -> subscribed(connection).isPresent())
                    .filter(connection -> rows.subscriptionOf(connection.id()).isEmpty());
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    private Optional<Provider> subscribed(OpenConnection connection) {
        return providers
                .find(connection.provider())
                .filter(known -> known.hooks() != null && known.hooks().subscription() != null);
    }

    private void subscribe(OpenConnection connection, Provider provider, String secret) {
        Hooks hooks = Objects.requireNonNull(provider.hooks());
        Subscription form = Objects.requireNonNull(hooks.subscription());
        JsonNode looked = form.look() == null
                ? MissingNode.getInstance()
                : calls.json(connection, provider, ProviderRequest.of("GET", form.look()));
        Places places = new Places(
                publicUrl.of("hooks", provider.id(), connection.id().toString()),
                secret,
                List.copyOf(hooks.events().keySet()),
                looked);
        ProviderRequest request = ProviderRequest.of("POST", form.path(), places.filled(form.body()));
        JsonNode answer;
        try {
            answer = calls.json(connection, provider, request);
        } catch (ProviderFault fault) {
            if (fault.status().orElse(0) != CONFLICT || form.existing() == null) {
                throw fault;
            }
            // One that is there was made with a secret that may not be kept any more.
            existing(connection, provider, form.existing(), places)
                    .ifPresent(id -> end(connection, provider, form, id));
            answer = calls.json(connection, provider, request);
        }
        keep(connection, provider, form, lastPart(answer.at(form.id())));
    }

    private Optional<String> existing(OpenConnection connection, Provider provider, Existing form, Places places) {
        JsonNode list = calls.json(connection, provider, ProviderRequest.of("GET", places.filledPath(form.path())));
        return StreamSupport.stream(list.at(form.items()).spliterator(), false)
                .filter(item -> item.at(form.url()).asText().equals(places.url()))
                .findFirst()
                .map(item -> lastPart(item.at(form.id())));
    }

    private void keep(OpenConnection connection, Provider provider, Subscription form, String id) {
        boolean kept = rows.keep(connection.id(), id);
        rows.awaitChange(connection.id());
        if (kept && isAsItWas(connection)) {
            log.success(connection.tenantId(), connection.id(), provider.name() + " tells the hub of what happens");
            return;
        }
        // The connection went meanwhile, or was set up anew: nobody else would end it.
        if (kept) {
            rows.forget(connection.id());
        }
        end(connection, provider, form, id);
    }

    private boolean isAsItWas(OpenConnection connection) {
        try {
            OpenConnection now = connections.open(connection.tenantId(), connection.id());
            return now.config().equals(connection.config()) && Objects.equals(now.account(), connection.account());
        } catch (NotFound gone) {
            return false;
        }
    }

    private void end(OpenConnection connection, Provider provider, Subscription form, String id) {
        try {
            calls.send(connection, provider, ProviderRequest.of("DELETE", endOf(form, id)));
        } catch (ProviderFault gone) {
            LOG.info("A subscription at {} could not be ended: {}", provider.name(), gone.getMessage());
        }
    }

    /** @return the path whose DELETE ends a subscription */
    static String endOf(Subscription form, String id) {
        return form.end().replace("{id}", Places.encoded(id));
    }

    private static String lastPart(JsonNode id) {
        String text = id.asText("");
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
