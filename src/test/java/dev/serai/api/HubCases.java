package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;

/** Calls of the hub's own contract. */
final class HubCases implements ContractCases {

    @Override
    public String contract() {
        return "hub";
    }

    @Override
    public String claim() {
        return "organizationId";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "hub-completeAuthorization" -> callback(client);
            case "hub-acceptEvent", "hub-acceptEvents", "hub-listAudit" -> operation.request();
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        return operation.id().equals("hub-completeAuthorization")
                ? List.of(
                        Request.of("GET", "/oauth/callback?error=access_denied"),
                        Request.of("GET", "/oauth/callback?code=4711&state=never%20given"))
                : List.of();
    }

    /** @return the request to which the provider's page leads */
    private static Request callback(Client client) {
        Organization organization = new Organization(client.http(), client.id());
        String authUrl = client.send(
                        Request.of("GET", "/api/v1/integrations/" + organization.integration() + "/oauth/authorize"))
                .text("authUrl");
        return Request.of(
                "GET", "/oauth/callback?" + RunningHub.GOOGLE.visit(authUrl).getRawQuery());
    }
}
