package dev.serai.reaction;

import dev.serai.call.Actions;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.refusal.NotFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has a tenant's providers do something about its event: a step of routes that react to events. */
@Component("tenantActions")
public class TenantActions {

    private static final Logger LOG = LoggerFactory.getLogger(TenantActions.class);

    /** What waits for a new authorisation may get it in time; what is switched off, or was never on, is left alone. */
    private static final Set<ConnectionStatus> USED =
            Set.of(ConnectionStatus.ACTIVE, ConnectionStatus.ERROR, ConnectionStatus.REVOKED);

    private final Connections connections;
    private final Actions actions;
    private final ReactionProgress progress;

    TenantActions(Connections connections, Actions actions, ReactionProgress progress) {
        this.connections = connections;
        this.actions = actions;
        this.progress = progress;
    }

    /**
     * Runs a provider's route once for each connection that the event's tenant has to the provider; for none when it has none.
     * The body is the action's input: names with values, or a text, which becomes the input {@code text}. How it goes is
     * kept in the connection's health, and a failure in its log. When some fail, the event comes again for those alone.
     *
     * @param provider the provider's id, such as {@code slack}
     * @param route what stands behind {@code direct:}, such as {@code slack-message}
     * @throws dev.serai.provider.ProviderFault when a provider refuses or can't be reached: the event comes again
     */
    public void run(String provider, String route, Exchange exchange) {
        ReactedEvent event = exchange.getProperty(EventsConsumer.EVENT, ReactedEvent.class);
        if (event == null) {
            throw new IllegalStateException("tenantActions: the exchange does not come from events:");
        }
        Map<String, Object> input = input(exchange);
        String step = exchange.getFromRouteId() + " " + route;
        Set<UUID> before = progress.done(event.id(), step);
        List<UUID> done = new ArrayList<>();
        RuntimeException failure = null;
        for (Connection connection : connections.list(event.tenant(), provider)) {
            if (!USED.contains(connection.status()) || before.contains(connection.id())) {
                continue;
            }
            try {
                actions.run(event.tenant().id(), connection.id(), route, input);
                done.add(connection.id());
            } catch (NotFound deleted) {
                LOG.debug("A connection was deleted before its turn came: {}", deleted.toString());
            } catch (RuntimeException failed) {
                // The others are not to wait for one that nobody authorises any more.
                failure = failure == null ? failed : failure;
            }
        }
        if (failure != null) {
            progress.add(event.id(), step, done);
            throw failure;
        }
    }

    private static Map<String, Object> input(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Map<?, ?> given) {
            Map<String, Object> input = new LinkedHashMap<>();
            given.forEach((name, value) -> input.put(String.valueOf(name), value));
            return input;
        }
        String text = exchange.getMessage().getBody(String.class);
        return Map.of("text", text == null ? "" : text);
    }
}
