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
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    private String key(String user) {
        return send(Request.of("POST", "/integrations/zapier/generate-key").bearing(token(user)))
                .json()
                .at("/data/apiKey")
                .asText();
    }
}
