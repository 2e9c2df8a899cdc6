package dev.serai.api.hub;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.oauth.Authorizations;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes a provider's answer to an authorisation itself, where the product has no page for it. */
@Component("hubOAuth")
public class HubOAuth {

    private final Authorizations authorizations;

    HubOAuth(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    record Authorized(boolean success, UUID connectionId, String message) {}

    public Answer callback(Call call) {
        String state = call.query().getOrDefault("state", "");
        String code = call.query().getOrDefault("code", "");
        if (code.isBlank()) {
            authorizations.abandon(state);
            throw new Invalid("code", "is missing, because the provider was not allowed to give one; connect again");
        }
        try {
            return Answer.ok(
                    new Authorized(true, authorizations.complete(code, state), "OAuth authentication successful"));
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of("state", fault);
        }
    }
}
