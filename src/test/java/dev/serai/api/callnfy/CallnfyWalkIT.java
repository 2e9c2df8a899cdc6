package dev.serai.api.callnfy;

import dev.serai.api.user.ContractFile;
import dev.serai.api.user.ContractFile.Operation;
import dev.serai.api.user.ContractWalk;
import dev.serai.api.user.Request;

/** Every operation of the {@code callnfy} contract: its success, its refusals, and where it is found. */
class CallnfyWalkIT extends ContractWalk {

    CallnfyWalkIT() {
        super(ContractFile.of("callnfy"));
    }

    @Override
    protected Request success(Operation operation, String user) {
        Request request = Request.of(operation.method(), operation.path()).bearing(token(user));
        return switch (operation.id()) {
            case "callnfy-status", "callnfy-generateKey", "callnfy-revokeKey" -> request;
            case "callnfy-acceptEvent" ->
                Request.of("POST", "/webhooks/zapier/" + user)
                        .with("X-Callnfy-Key", key(user))
                        .json("{\"event\":\"call.received\",\"data\":{\"id\":\"call_789\"}}");
            case "callnfy-checkKey", "callnfy-listHooks" -> keyed(operation, user);
            case "callnfy-listSamples" -> keyed(operation, user, "{event}", "call.received");
            case "callnfy-deleteHook" -> keyed(operation, user, "{id}", hook(user));
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    private Request keyed(Operation operation, String user) {
        return Request.of(operation.method(), operation.path().replace("{userId}", user))
                .with("X-Callnfy-Key", key(user));
    }

    private Request keyed(Operation operation, String user, String parameter, String value) {
        Request request = keyed(operation, user);
        return request.at(request.path().replace(parameter, value));
    }

    private String hook(String user) {
        return send(Request.of("POST", "/webhooks/zapier/" + user)
                        .with("X-Callnfy-Key", key(user))
                        .json("{\"event\":\"call.received\",\"targetUrl\":\"https://hooks.zapier.com/hooks/1\"}"))
                .json()
                .path("id")
                .asText();
    }

    private String key(String user) {
        return send(Request.of("POST", "/integrations/zapier/generate-key").bearing(token(user)))
                .json()
                .at("/data/apiKey")
                .asText();
    }
}
