package dev.serai.provider.salesforce;

/** What all of Salesforce's classes know. */
final class Salesforce {

    static final String PROVIDER = "salesforce";

    private Salesforce() {}
}
