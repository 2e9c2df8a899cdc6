package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;
import java.util.UUID;

/** Calls of the {@code company} contract. */
final class CompanyCases implements ContractCases {

    private static final String INTEGRATIONS = "/api/v1/integrations";

    @Override
    public String contract() {
        return "company";
    }

    @Override
    public String claim() {
        return "companyId";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "company-createIntegration", "company-listIntegrations" -> operation.request();
            case "company-getIntegration",
                    "company-updateIntegration",
                    "company-deleteIntegration",
                    "company-listIntegrationLogs" -> operation.request(integration(client));
            case "company-proxyGet",
                    "company-proxyPost",
                    "company-proxyPut",
                    "company-proxyPatch",
                    "company-proxyDelete" -> operation.request(proxied(client), "echo");
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        if (operation.isPassedOn()) {
            String off = proxied(client);
            client.send(Request.of("PUT", INTEGRATIONS + "/" + off).json("{\"status\":\"inactive\"}"))
                    .expect(200);
            return List.of(
                    operation.request(off, "echo").bearing(client.token()),
                    operation.request(proxied(client), "huge").bearing(client.token()));
        }
        if (!operation.id().equals("company-updateIntegration")) {
            return List.of();
        }
        String taken = "{\"name\":\"Taken\",\"type\":\"messaging\"}";
        client.send(Request.of("POST", INTEGRATIONS).json(taken)).expect(201);
        return List.of(operation.request(integration(client)).json(taken).bearing(client.token()));
    }

    private static String proxied(Client client) {
        return client.send(Request.of("POST", INTEGRATIONS)
                        .json("{\"name\":\"Proxied " + UUID.randomUUID() + "\",\"type\":\"test\",\"provider\":\""
                                + ProxiedProvider.ID + "\",\"config\":" + ProxiedProvider.config(client.id()) + "}"))
                .expect(201)
                .json()
                .at("/data/id")
                .asText();
    }

    private static String integration(Client client) {
        return client.send(Request.of("POST", INTEGRATIONS)
                        .json("{\"name\":\"Bot " + UUID.randomUUID() + "\",\"type\":\"messaging\"}"))
                .expect(201)
                .json()
                .at("/data/id")
                .asText();
    }
}
