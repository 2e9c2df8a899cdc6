package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.ProviderCalls;
import dev.serai.refusal.Invalid;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Where a service is in a system, and which of the system's clients is meant. */
@Component
class ServicePaths {

    /** The configuration's field that names the service of most data types. */
    static final String FIELD = "service";

    /** Where SAP has its services, unless the connection's address says where. */
    private static final String STANDARD = "/sap/opu/odata/sap";

    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*(;v=[0-9]+|;mo)?");
    private static final Pattern CLIENT = Pattern.compile("[0-9]{3}");

    private final ProviderCalls calls;

    ServicePaths(ProviderCalls calls) {
        this.calls = calls;
    }

    /**
     * @param path begins with a slash and a service's name, and may have a query
     * @return the path below the connection's address
     */
    String below(Gateway gateway, String path) {
        String base = calls.baseUrl(gateway.connection(), gateway.provider()).getRawPath();
        String whole = base.isEmpty() ? STANDARD + path : path;
        String client = gateway.connection().config().path("client").asText("");
        return CLIENT.matcher(client).matches()
                ? whole + (whole.indexOf('?') < 0 ? '?' : '&') + "sap-client=" + client
                : whole;
    }

    /**
     * @param field where in its configuration the connection may name the service
     * @param standard the service unless it does
     * @return the service's name
     * @throws Invalid when the connection's can't be one
     */
    static String service(Gateway gateway, String field, String standard) {
        JsonNode named = gateway.connection().config().path(field);
        return checked(
                field, named.asText("").isBlank() ? standard : named.asText().strip());
    }

    /** @throws Invalid when it can't be a service's name */
    static String checked(String field, String service) {
        if (!SERVICE.matcher(service).matches()) {
            throw new Invalid(field, "must be the name of a service, such as API_BUSINESS_PARTNER");
        }
        return service;
    }
}
