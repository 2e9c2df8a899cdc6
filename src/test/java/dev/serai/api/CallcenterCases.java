package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import dev.serai.provider.hubspot.HubspotStandIn;
import java.util.List;

/** Calls of the {@code callcenter} contract. */
final class CallcenterCases implements ContractCases {

    @Override
    public String contract() {
        return "callcenter";
    }

    @Override
    public String claim() {
        return "accountId";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "callcenter-addIntegration",
                    "callcenter-listIntegrations",
                    "callcenter-listIntegrationTypes",
                    "callcenter-registerWebhook",
                    "callcenter-listWebhooks",
                    "callcenter-listEvents",
                    "callcenter-triggerEvent",
                    "callcenter-mintKey",
                    "callcenter-listKeys" -> operation.request();
            case "callcenter-getIntegration", "callcenter-removeIntegration" ->
                operation.request(made(client, "/api/integrations", "{\"type\":\"salesforce\",\"config\":{}}"));
            case "callcenter-getWebhook", "callcenter-unregisterWebhook" ->
                operation.request(made(
                        client, "/api/webhooks", "{\"url\":\"https://example.com/\",\"events\":[\"call.ended\"]}"));
            case "callcenter-revokeKey" ->
                operation.request(
                        made(client, "/api/keys", "{\"name\":\"A key\",\"permissions\":[\"integrations:read\"]}"));
            case "callcenter-proxyGet",
                    "callcenter-proxyPost",
                    "callcenter-proxyPut",
                    "callcenter-proxyPatch",
                    "callcenter-proxyDelete" -> operation.request(proxied(client), "echo");
            case "callcenter-testIntegration" -> operation.request(hubspot(client));
            case "callcenter-syncData", "callcenter-startSync", "callcenter-listRecords" ->
                operation.request(hubspot(client), "contacts");
            case "callcenter-getSync" -> {
                String integration = hubspot(client);
                client.send(Request.of("POST", "/api/integrations/" + integration + "/sync/contacts")
                                .json("{}"))
                        .expect(200);
                yield operation.request(integration, "contacts");
            }
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    private static String proxied(Client client) {
        return made(
                client,
                "/api/integrations",
                "{\"type\":\"" + ProxiedProvider.ID + "\",\"config\":" + ProxiedProvider.config(client.id()) + "}");
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        return operation.isPassedOn()
                ? List.of(
                        operation
                                .request(
                                        made(client, "/api/integrations", "{\"type\":\"salesforce\",\"config\":{}}"),
                                        "echo")
                                .bearing(client.token()),
                        operation.request(proxied(client), "huge").bearing(client.token()))
                : List.of();
    }

    private static String hubspot(Client client) {
        HubspotStandIn.Tokens tokens = RunningHub.HUBSPOT.grant(RunningHub.HUBSPOT.addPortal());
        return made(
                client,
                "/api/integrations",
                "{\"type\":\"hubspot\",\"config\":{\"access_token\":\"%s\",\"refresh_token\":\"%s\"}}"
                        .formatted(tokens.access(), tokens.refresh()));
    }

    private static String made(Client client, String path, String body) {
        return client.send(Request.of("POST", path).json(body))
                .expect(200)
                .json()
                .at("/data/id")
                .asText();
    }
}
