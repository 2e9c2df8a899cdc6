package dev.serai.tenancy;

import java.util.UUID;

/** What lives no longer than a key. Implemented where such things are, so that the keys know none of them. */
public interface KeyDependents {

    /**
     * Ends everything that stands on a key, in the transaction that revokes it. The key's row is locked: nothing new can
     * come to stand on it meanwhile.
     */
    void end(Tenant tenant, UUID keyId);
}
