package dev.serai.provider.sap;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Provider;

/**
 * The system that a call is for.
 *
 * @param connection the tenant's connection to it
 * @param provider SAP, as its file says now
 */
record Gateway(OpenConnection connection, Provider provider) {

    /** The exchange property that says for which system the next step of SAP's component is. */
    static final String PROPERTY = "sapGateway";
}
