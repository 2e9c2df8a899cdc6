package dev.serai.api.framework;

import dev.serai.address.FrontendUrl;
import dev.serai.address.PublicUrl;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.oauth.Authorizations;
import dev.serai.oauth.CredentialRefresh;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import java.net.URI;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract's OAuth flow: its client sends the browser to the provider, and brings the code back. */
@Component("frameworkOAuth")
public class FrameworkOAuth {

    private final Authorizations authorizations;
    private final CredentialRefresh refresh;
    private final FrontendUrl frontend;
    private final PublicUrl hub;
    private final Changes changes;

    FrameworkOAuth(
            Authorizations authorizations,
            CredentialRefresh refresh,
            FrontendUrl frontend,
            PublicUrl hub,
            Changes changes) {
        this.authorizations = authorizations;
        this.refresh = refresh;
        this.frontend = frontend;
        this.hub = hub;
        this.changes = changes;
    }

    /** Where to send the browser. */
    record Authorize(String authUrl) {}

    record Done(boolean success, String message) {}

    /** What the contract answers when the provider, or the person before it, said no. */
    record Denied(boolean success, String error, String errorDescription) {

        static Answer of(String error, String description) {
            return Answer.of(400, new Denied(false, error, description));
        }
    }

    public Answer authorize(Call call) {
        try {
            return Answer.ok(new Authorize(authorizations.authorizeUrl(
                    call.tenant().id(), id(call), redirectUri(), call.query().get("state"))));
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of("provider", fault);
        }
    }

    /** A product that has pages gets the code there, and brings it; without any, the hub takes it itself. */
    private String redirectUri() {
        return frontend.page().map(URI::toString).orElseGet(() -> hub.of("oauth", "callback"));
    }

    public Answer callback(Call call) {
        UUID id = id(call);
        String error = call.text("error");
        String code = call.text("code");
        if (error != null) {
            authorizations.abandon(call.tenant().id(), id, call.text("state"));
            String description = call.text("errorDescription");
            return Denied.of(error, description == null ? "The authorization was not given" : description);
        }
        if (code == null || code.isBlank()) {
            throw new Invalid("code", "is required, unless there is an error");
        }
        try {
            authorizations.complete(call.tenant().id(), id, code, call.text("state"));
        } catch (ProviderFault fault) {
            return denied(fault);
        }
        changes.note(call, "authorized", "connection", id.toString());
        return Answer.ok(new Done(true, "OAuth authentication successful"));
    }

    public Answer refresh(Call call) {
        try {
            refresh.refreshNow(call.tenant().id(), id(call));
        } catch (ProviderFault fault) {
            if (fault.kind() == ErrorClass.RETRY) {
                throw ProviderRefusals.of("provider", fault);
            }
            return denied(fault);
        }
        changes.note(call, "refreshed", "connection", id(call).toString());
        return Answer.ok(new Done(true, "Token refreshed successfully"));
    }

    private static Answer denied(ProviderFault fault) {
        String standard = fault.kind() == ErrorClass.RETRY ? "temporarily_unavailable" : "invalid_request";
        return Denied.of(fault.word().orElse(standard), String.valueOf(fault.getMessage()));
    }

    private static UUID id(Call call) {
        return call.id("id", "Integration not found");
    }
}
