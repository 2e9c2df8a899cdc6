package dev.serai.api.personal;

import dev.serai.api.user.ContractFile;
import dev.serai.api.user.ContractFile.Operation;
import dev.serai.api.user.ContractWalk;
import dev.serai.api.user.Request;

/** Every operation of the {@code personal} contract: its success, its refusals, and where it is found. */
class PersonalWalkIT extends ContractWalk {

    private static final String TOKENS = "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"expires_in\":3600}";

    PersonalWalkIT() {
        super(ContractFile.of("personal"));
    }

    @Override
    protected Request success(Operation operation, String user) {
        Request request = Request.of(operation.method(), operation.path()).bearing(token(user));
        return switch (operation.id()) {
            case "personal-setUpHubspot", "personal-setUpGmail", "personal-setUpOutlook" -> request.json(TOKENS);
            case "personal-setUpSmtp" ->
                request.json("{\"email\":\"ada@example.com\",\"smtp_password\":\"a-password\"}");
            case "personal-setUpCalendly" -> request.json("{\"pat_token\":\"a-pat\"}");
            case "personal-setUpZoom" ->
                request.json("{\"client_id\":\"an-id\",\"client_secret\":\"a-secret\",\"account_id\":\"an-account\"}");
            case "personal-status" -> request;
            default -> throw new AssertionError(operation + " has no case");
        };
    }
}
