package dev.serai.hook;

import dev.serai.address.PublicUrl;
import dev.serai.call.LastCalls;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.Goodbye;
import dev.serai.connection.GoodbyeCall;
import dev.serai.connection.OpenConnection;
import dev.serai.oauth.AuthorizationListener;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.schedule.Tasks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Has the hub subscribed to what a provider tells when a connection becomes active, and ends that when it goes. */
@Component
class HookLife implements ConnectionWatcher, AuthorizationListener, Goodbye {

    private final HookRows rows;
    private final Providers providers;
    private final PublicUrl publicUrl;
    private final LastCalls lastCalls;
    private final Tasks tasks;

    HookLife(HookRows rows, Providers providers, PublicUrl publicUrl, LastCalls lastCalls, Tasks tasks) {
        this.rows = rows;
        this.providers = providers;
        this.publicUrl = publicUrl;
        this.lastCalls = lastCalls;
        this.tasks = tasks;
    }

    @Override
    public void created(OpenConnection connection) {
        begin(connection);
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        if (!before.config().equals(after.config())) {
            // Other credentials may be another account's, whose calls must not be taken for this one's.
            rows.forget(after.id());
        }
        begin(after);
    }

    private void begin(OpenConnection connection) {
        if (connection.status() == ConnectionStatus.ACTIVE) {
            begin(connection.provider(), connection.tenantId(), connection.id());
        }
    }

    /** Nobody can be told to call a hub whose address from outside is not known. */
    private void begin(String provider, long tenantId, UUID connectionId) {
        if (publicUrl.isGiven() && subscribed(provider).isPresent()) {
            tasks.scheduleNow(HookSubscriptions.SUBSCRIBE, tenantId, connectionId);
        }
    }

    @Override
    public void authorized(long tenantId, UUID connectionId, boolean sameAccount) {
        if (!sameAccount) {
            rows.forget(connectionId);
        }
        rows.providerOf(tenantId, connectionId).ifPresent(provider -> begin(provider, tenantId, connectionId));
    }

    @Override
    public List<GoodbyeCall> calls(OpenConnection connection) {
        return subscribed(connection.provider()).stream()
                .flatMap(
                        provider -> rows.subscriptionOf(connection.id()).stream()
                                .flatMap(id -> lastCalls
                                        .prepare(
                                                connection,
                                                provider,
                                                "webhook subscription",
                                                "DELETE",
                                                endOf(provider, id))
                                        .stream()))
                .toList();
    }

    private static String endOf(Provider provider, String id) {
        return HookSubscriptions.endOf(
                Objects.requireNonNull(Objects.requireNonNull(provider.hooks()).subscription()), id);
    }

    private Optional<Provider> subscribed(String provider) {
        return providers
                .find(provider)
                .filter(known -> known.hooks() != null && known.hooks().subscription() != null);
    }

    @Override
    public int order() {
        return 0;
    }
}
