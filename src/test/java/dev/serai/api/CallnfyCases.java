package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;

/** Calls of the {@code callnfy} contract. */
final class CallnfyCases implements ContractCases {

    private static final String GENERATE = "/integrations/zapier/generate-key";
    private static final String CALLBACK = "/integrations/google/callback";
    private static final String REVOKE = "/integrations/zapier/revoke-key";

    @Override
    public String contract() {
        return "callnfy";
    }

    @Override
    public String claim() {
        return "sub";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "callnfy-status", "callnfy-generateKey", "callnfy-revokeKey" -> operation.request();
            case "callnfy-acceptEvent" -> keyed(operation.request(client.id()), client);
            case "callnfy-connectGoogle" -> operation.request();
            case "callnfy-googleCallback" -> callback(client);
            case "callnfy-disconnectGoogle", "callnfy-changeGoogleSettings" -> {
                connect(client);
                yield operation.request();
            }
            case "callnfy-checkKey", "callnfy-listHooks" -> keyed(operation.request(client.id()), client);
            case "callnfy-listSamples" -> keyed(operation.request(client.id(), "call.received"), client);
            case "callnfy-deleteHook" -> keyed(operation.request(client.id(), hook(client)), client);
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        return switch (operation.id()) {
            case "callnfy-connectGoogle" -> {
                connect(client);
                yield List.of(operation.request().bearing(client.token()));
            }
            case "callnfy-changeGoogleSettings" -> {
                Request unconnected = operation.request().bearing(client.token());
                yield List.of(unconnected, unconnected.json("{\"syncMode\":\"no-way\"}"));
            }
            case "callnfy-googleCallback" -> List.of(Request.of("GET", CALLBACK + "?code=%00&state=any"));
            case "callnfy-disconnectGoogle" ->
                List.of(
                        operation.request().bearing(client.token()),
                        underTheKeyOf(Request.of("POST", GENERATE), operation, client));
            case "callnfy-generateKey" -> List.of(underTheKeyOf(Request.of("DELETE", REVOKE), operation, client));
            case "callnfy-revokeKey" -> List.of(underTheKeyOf(Request.of("POST", GENERATE), operation, client));
            case "callnfy-acceptEvent" -> List.of(keyed(subscription(client), client));
            case "callnfy-listSamples" -> List.of(keyed(operation.request(client.id(), "no.such_event"), client));
            default -> List.of();
        };
    }

    /** @return the operation's request, once another one has been sent with the same {@code Idempotency-Key} */
    private static Request underTheKeyOf(Request other, Operation operation, Client client) {
        client.send(other.with("Idempotency-Key", "taken"));
        return operation.request().bearing(client.token()).with("Idempotency-Key", "taken");
    }

    /** @return the request to which Google's page leads */
    private static Request callback(Client client) {
        String authUrl = client.send(Request.of("POST", "/integrations/google/connect"))
                .json()
                .at("/data/authUrl")
                .asText();
        return Request.of("GET", CALLBACK + "?" + RunningHub.agree(authUrl));
    }

    private static void connect(Client client) {
        client.http().send(callback(client));
    }

    private static Request subscription(Client client) {
        return Request.of("POST", "/webhooks/zapier/" + client.id())
                .json("{\"event\":\"call.received\",\"targetUrl\":\"https://hooks.zapier.com/hooks/1\"}");
    }

    private static String hook(Client client) {
        return client.send(keyed(subscription(client), client))
                .json()
                .path("id")
                .asText();
    }

    private static Request keyed(Request request, Client client) {
        return request.with("X-Callnfy-Key", key(client));
    }

    private static String key(Client client) {
        return client.send(Request.of("POST", GENERATE))
                .json()
                .at("/data/apiKey")
                .asText();
    }
}
