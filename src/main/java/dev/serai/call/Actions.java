package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Has a provider do something for a tenant, by the route that the provider's folder has for it. */
@Service
public class Actions {

    private final Connections connections;
    private final Providers providers;
    private final ProviderRoutes routes;
    private final CallSeats seats;
    private final ConnectionHealth health;
    private final ConnectionLog log;

    Actions(
            Connections connections,
            Providers providers,
            ProviderRoutes routes,
            CallSeats seats,
            ConnectionHealth health,
            ConnectionLog log) {
        this.connections = connections;
        this.providers = providers;
        this.routes = routes;
        this.seats = seats;
        this.health = health;
        this.log = log;
    }

    /**
     * Does something, and keeps in the connection's health how it went.
     *
     * @param route what stands behind {@code direct:}, such as {@code hubspot-get-object}
     * @param input what the action needs, by name
     * @return what the route answers; a missing node: nothing
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     * @throws ProviderFault when the provider refuses or can't be reached
     */
    public JsonNode run(long tenantId, UUID connectionId, String route, Map<String, Object> input) {
        return run(tenantId, connectionId, route, input, null);
    }

    /**
     * The same, and leaves a row in the connection's log.
     *
     * @param done what to write into the log when it is done, such as {@code Mail sent}; null: nothing
     */
    public JsonNode run(
            long tenantId, UUID connectionId, String route, Map<String, Object> input, @Nullable String done) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        Provider provider = providers
                .find(connection.provider())
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR, "This hub does not know the provider " + connection.provider()));
        try {
            JsonNode answer = seats.during(
                    connectionId, () -> routes.call(route, new Action(connection, provider, input), JsonNode.class));
            health.worked(tenantId, connectionId);
            if (done != null) {
                log.success(tenantId, connectionId, done);
            }
            return answer == null ? MissingNode.getInstance() : answer;
        } catch (ProviderFault fault) {
            // What the provider merely does not have, or does not take, says nothing about the connection.
            if (fault.kind() != ErrorClass.PERMANENT) {
                health.failed(tenantId, connectionId, fault);
            }
            log.error(tenantId, connectionId, "Failed: " + fault.getMessage());
            throw fault;
        }
    }
}
