package dev.serai.api.callnfy;

import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.ZapierKeys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells where the contract's two integrations stand. */
@Component("callnfyStatus")
public class CallnfyStatus {

    private final Connections connections;
    private final ZapierKeys keys;
    private final ZapierUrls urls;

    CallnfyStatus(Connections connections, ZapierKeys keys, ZapierUrls urls) {
        this.connections = connections;
        this.keys = keys;
        this.urls = urls;
    }

    /** Where both stand; each has its own fields only when it is connected. */
    record Status(Object googleCalendar, Object zapier) {}

    record NotConnected(boolean connected) {}

    record GoogleCalendar(boolean connected, @Nullable String email, String syncMode, @Nullable Instant lastSyncAt) {

        static GoogleCalendar of(Connection connection) {
            return new GoogleCalendar(
                    true,
                    connection.account(),
                    connection.settings().path("syncMode").asText(CallnfyGoogle.ONE_WAY),
                    connection.lastSyncAt());
        }
    }

    record Zapier(boolean connected, String apiKey, String webhookUrl, Instant createdAt) {}

    public Answer status(Call call) {
        return Answer.ok(Success.with(new Status(googleCalendar(call.tenant()), zapier(call.tenant()))));
    }

    private Object googleCalendar(Tenant user) {
        return connections
                .find(user, CallnfyGoogle.SLOT)
                .filter(connection -> connection.status() == ConnectionStatus.ACTIVE)
                .<Object>map(GoogleCalendar::of)
                .orElseGet(() -> new NotConnected(false));
    }

    private Object zapier(Tenant user) {
        return keys.find(user)
                .<Object>map(key -> new Zapier(true, key.text(), urls.of(user), key.createdAt()))
                .orElseGet(() -> new NotConnected(false));
    }
}
