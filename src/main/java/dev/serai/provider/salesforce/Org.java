package dev.serai.provider.salesforce;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Provider;

/**
 * The organisation that a call is for.
 *
 * @param connection the tenant's connection to it
 * @param provider Salesforce, as its file says now
 */
record Org(OpenConnection connection, Provider provider) {

    /** The exchange property that says for which organisation the next step of Salesforce's component is. */
    static final String PROPERTY = "salesforceOrg";
}
