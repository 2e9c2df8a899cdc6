package dev.serai.sync;

import dev.serai.call.ProviderRoutes;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.DataType;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Reads pages of records by the routes that the providers' data types have. */
@Component
class RecordReading {

    /** The route of data types that are declared. */
    private static final String DECLARED = "records-read";

    private final Providers providers;
    private final ProviderRoutes routes;
    private final ConnectionHealth health;

    RecordReading(Providers providers, ProviderRoutes routes, ConnectionHealth health) {
        this.providers = providers;
        this.routes = routes;
        this.health = health;
    }

    /** @throws ProviderFault when the hub does not know the connection's provider */
    Provider provider(OpenConnection connection) {
        return providers
                .find(connection.provider())
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR, "This hub does not know the provider " + connection.provider()));
    }

    /** @throws NotFound naming those that there are when the provider has no such data type */
    DataType type(Provider provider, String name) {
        return provider.dataType(name)
                .orElseThrow(() -> new NotFound(
                        provider.dataTypes().isEmpty()
                                ? provider.name() + " has no data to sync"
                                : provider.name() + " has no data type " + name + "; it has "
                                        + String.join(", ", provider.dataTypes().keySet())));
    }

    /** @throws Invalid when the data type can't be narrowed down by one of them */
    static void check(DataType type, Map<String, String> filters) {
        for (String filter : filters.keySet()) {
            if (!type.filters().containsKey(filter)) {
                throw new Invalid(
                        filter,
                        type.filters().isEmpty()
                                ? "is not known; " + type.name() + " takes no filters"
                                : "is not known; " + type.name() + " can be filtered by "
                                        + String.join(
                                                ", ",
                                                type.filters().keySet().stream()
                                                        .sorted()
                                                        .toList()));
            }
        }
    }

    /**
     * Reads a page, and keeps in the connection's health how it went.
     *
     * @throws CursorGone when everything has to be read anew
     * @throws ProviderFault when the provider refuses or can't be reached
     */
    RecordPage read(ReadRequest request) {
        OpenConnection connection = request.connection();
        String route = Objects.requireNonNullElse(request.type().route(), DECLARED);
        try {
            RecordPage page = routes.call(route, request, RecordPage.class);
            if (page == null) {
                throw new ProviderFault(
                        ErrorClass.OPERATOR, "The route direct:" + route + " leaves no page of records");
            }
            health.worked(connection.tenantId(), connection.id());
            return page;
        } catch (ProviderFault fault) {
            if (fault.kind() != ErrorClass.PERMANENT) {
                health.failed(connection.tenantId(), connection.id(), fault);
            }
            throw fault;
        }
    }
}
