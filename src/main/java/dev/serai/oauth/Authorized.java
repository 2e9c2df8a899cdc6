package dev.serai.oauth;

import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what an authorisation brought: tokens, account and state change together. */
@Component
class Authorized {

    private final Credentials credentials;
    private final Connections connections;
    private final ConnectionHealth health;
    private final ConnectionLog log;
    private final List<AuthorizationListener> listeners;

    Authorized(
            Credentials credentials,
            Connections connections,
            ConnectionHealth health,
            ConnectionLog log,
            List<AuthorizationListener> listeners) {
        this.credentials = credentials;
        this.connections = connections;
        this.health = health;
        this.log = log;
        this.listeners = List.copyOf(listeners);
    }

    /** @param account whose account it is; null: not known */
    @Transactional
    public void keep(OpenConnection connection, TokenAnswer answer, @Nullable String account) {
        boolean sameAccount =
                connection.account() == null || connection.account().equals(account);
        connections.authorized(connection.tenantId(), connection.id(), account);
        credentials.keepNew(connection.tenantId(), connection.id(), answer, sameAccount);
        health.worked(connection.tenantId(), connection.id());
        log.success(
                connection.tenantId(),
                connection.id(),
                account == null ? "Authorised with the provider" : "Authorised with the provider as " + account);
        listeners.forEach(listener -> listener.authorized(connection.tenantId(), connection.id(), sameAccount));
    }
}
