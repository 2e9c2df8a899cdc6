package dev.serai.oauth;

import java.util.UUID;

/** Implemented by what begins, or begins anew, when a connection is authorised. */
public interface AuthorizationListener {

    /**
     * Called in the transaction that keeps the tokens.
     *
     * @param sameAccount false when the connection was to another of the provider's accounts before, so that nothing
     *     that was remembered of that one holds any more
     */
    void authorized(long tenantId, UUID connectionId, boolean sameAccount);
}
