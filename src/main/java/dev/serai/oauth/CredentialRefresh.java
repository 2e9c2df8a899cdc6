package dev.serai.oauth;

import dev.serai.connection.Connections;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.schedule.DueTask;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Refreshes credentials before they run out, and whenever their owner asks for it. */
@Component("credentialRefresh")
public class CredentialRefresh {

    private final Credentials credentials;
    private final Refreshes refreshes;
    private final Connections connections;

    CredentialRefresh(Credentials credentials, Refreshes refreshes, Connections connections) {
        this.credentials = credentials;
        this.connections = connections;
        this.refreshes = refreshes;
    }

    /**
     * Does a task: the next one follows from the new token.
     *
     * @throws ProviderFault when the provider gives no token now, but may later
     */
    public void refreshDue(DueTask task) {
        Optional<Credential> credential = credentials.find(task.tenantId(), task.connectionId());
        if (credential.isEmpty() || credential.get().refused() != null) {
            return;
        }
        try {
            refreshes.refresh(
                    task.tenantId(), task.connectionId(), credential.get().generation());
        } catch (ProviderFault fault) {
            // A refusal stays one; the connection's owner has been told.
            if (fault.kind() != ErrorClass.REAUTHORISE) {
                throw fault;
            }
        }
    }

    /**
     * Refreshes now.
     *
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     * @throws ProviderFault when the connection is not authorised, or the provider gives no token
     */
    public void refreshNow(long tenantId, UUID connectionId) {
        connections.open(tenantId, connectionId);
        Credential credential = credentials
                .find(tenantId, connectionId)
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.REAUTHORISE,
                        "The connection is not authorised with its provider yet",
                        null,
                        "invalid_grant"));
        refreshes.refresh(tenantId, connectionId, credential.generation());
    }
}
