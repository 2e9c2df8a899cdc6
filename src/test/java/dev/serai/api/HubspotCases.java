package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import dev.serai.provider.hubspot.HubspotStandIn;
import dev.serai.provider.hubspot.Portal;
import java.util.List;
import java.util.Map;

/** Calls of the {@code personal} contract's operations on HubSpot's objects. */
final class HubspotCases {

    private static final String TAKEN = "taken@example.com";

    /** @return a request that succeeds, of somebody who has set HubSpot up */
    Request success(Operation operation, Client client) {
        return of(operation, setUp(client));
    }

    /** @return requests that HubSpot refuses: another object has the e-mail address, or the token may not write */
    List<Request> others(Operation operation, Client client) {
        if (!operation.path().contains("/objects/")) {
            return List.of();
        }
        if (List.of("personal-getObject", "personal-deleteObject").contains(operation.id())) {
            return List.of(of(operation, setUp(client, "crm.objects.contacts.read"))
                    .at("/integrations/objects/deals/1")
                    .bearing(client.token()));
        }
        if (!operation.statuses().contains(409)) {
            return List.of();
        }
        Portal portal = setUp(client);
        portal.add("contacts", Map.of("email", TAKEN));
        Request request = of(operation, portal);
        String taken = "\"properties\":{\"email\":\"" + TAKEN + "\"}";
        String id = "\"id\":\"" + portal.add("contacts", Map.of("email", "own@example.com")) + "\",";
        String body =
                switch (operation.id()) {
                    case "personal-batchCreateObjects" -> "{\"inputs\":[{" + taken + "}]}";
                    case "personal-batchUpdateObjects" -> "{\"inputs\":[{" + id + taken + "}]}";
                    default -> "{" + taken + "}";
                };
        return List.of(request.json(body).bearing(client.token()));
    }

    private static Request of(Operation operation, Portal portal) {
        String id = portal.add("contacts", Map.of("email", "somebody@example.com"));
        Request request =
                operation.path().contains("{id}") ? operation.request("contacts", id) : operation.request("contacts");
        boolean named = List.of(
                        "personal-batchReadObjects", "personal-batchUpdateObjects", "personal-batchArchiveObjects")
                .contains(operation.id());
        return named ? request.json(request.body().replace("\"512\"", "\"" + id + "\"")) : request;
    }

    private static Portal setUp(Client client, String... scopes) {
        Portal portal = RunningHub.HUBSPOT.addPortal();
        HubspotStandIn.Tokens tokens = RunningHub.HUBSPOT.grant(portal, scopes);
        client.send(Request.of("POST", "/integrations/hubspot_integration_setup")
                        .json("{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":1800}"
                                .formatted(tokens.access(), tokens.refresh())))
                .expect(200);
        return portal;
    }
}
