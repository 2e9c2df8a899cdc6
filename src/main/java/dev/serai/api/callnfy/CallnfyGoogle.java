package dev.serai.api.callnfy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.address.FrontendUrl;
import dev.serai.address.PublicUrl;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.Changes;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.connection.Slot;
import dev.serai.oauth.Authorizations;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.NotFound;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The contract's way to a user's one Google Calendar: connecting, Google's answer, and disconnecting. */
@Component("callnfyGoogle")
public class CallnfyGoogle {

    /** Only one connection of a user is to Google Calendar. */
    static final Slot SLOT = Slot.ofProvider("google_calendar");

    /** What the requirement document sets when Google has been connected. */
    static final String ONE_WAY = "one-way";

    private static final Logger LOG = LoggerFactory.getLogger(CallnfyGoogle.class);
    private static final String FAILED = "google_auth_failed";

    private final Connections connections;
    private final Authorizations authorizations;
    private final FrontendUrl frontend;
    private final PublicUrl hub;
    private final Changes changes;

    CallnfyGoogle(
            Connections connections,
            Authorizations authorizations,
            FrontendUrl frontend,
            PublicUrl hub,
            Changes changes) {
        this.connections = connections;
        this.authorizations = authorizations;
        this.frontend = frontend;
        this.hub = hub;
        this.changes = changes;
    }

    /** Where to send the browser. */
    record Connect(String authUrl) {}

    record Done(boolean success, String message) {}

    public Answer connect(Call call) {
        Connection connection = connections
                .find(call.tenant(), SLOT)
                .orElseGet(() -> connections.setUp(
                        call.tenant(),
                        new NewConnection(
                                "Google Calendar",
                                "google_calendar",
                                null,
                                ConnectionStatus.PENDING,
                                "oauth2",
                                JsonNodeFactory.instance.objectNode(),
                                JsonNodeFactory.instance.objectNode().put("syncMode", ONE_WAY),
                                SLOT)));
        if (connection.status() == ConnectionStatus.ACTIVE) {
            throw new Conflict("Google Calendar is already connected");
        }
        return Answer.ok(Success.with(new Connect(authorizations.authorizeUrl(
                call.tenant().id(), connection.id(), hub.of("integrations", "google", "callback"), null))));
    }

    /** Google sends the browser here, without a token: the state alone tells whose authorisation it is. */
    public Answer callback(Call call) {
        String state = call.query().get("state");
        String code = call.query().get("code");
        if (state == null) {
            return back("error", FAILED);
        }
        if (code == null || code.isBlank()) {
            LOG.info("Google was not connected: {}", call.query().containsKey("error") ? "it was refused" : "no code");
            authorizations.abandon(state);
            return back("error", FAILED);
        }
        return completed(code, state) ? back("success", "true") : back("error", FAILED);
    }

    private boolean completed(String code, String state) {
        try {
            authorizations.complete(code, state);
            return true;
        } catch (ProviderFault | NotFound refused) {
            // The browser is told no more than that it failed; the operator reads here why.
            LOG.warn("Google was not connected: {}", refused.getMessage());
            return false;
        }
    }

    private Answer back(String name, String value) {
        String page = frontend.page().map(URI::toString).orElseGet(() -> hub.of("docs"));
        return new Answer(302, null, "", Map.of("Location", FrontendUrl.with(page, name, value)));
    }

    public Answer disconnect(Call call) {
        return changes.carryOut(call, () -> {
            Connection connection = connected(call);
            connections.delete(call.tenant(), connection.id());
            return new Changes.Change(
                    "deleted",
                    "connection",
                    connection.id().toString(),
                    Answer.ok(new Done(true, "Google Calendar disconnected successfully")));
        });
    }

    private Connection connected(Call call) {
        @Nullable Connection connection = connections.find(call.tenant(), SLOT).orElse(null);
        if (connection == null || connection.status() == ConnectionStatus.PENDING) {
            throw new NotFound("Google Calendar not connected");
        }
        return connection;
    }
}
