package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;

/** Calls of the {@code personal} contract. */
final class PersonalCases implements ContractCases {

    private static final HubspotCases HUBSPOT = new HubspotCases();

    @Override
    public String contract() {
        return "personal";
    }

    @Override
    public String claim() {
        return "sub";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "personal-setUpHubspot",
                    "personal-setUpGmail",
                    "personal-setUpOutlook",
                    "personal-setUpSmtp",
                    "personal-setUpCalendly",
                    "personal-setUpZoom",
                    "personal-status" -> operation.request();
            case "personal-listObjects",
                    "personal-createObject",
                    "personal-getObject",
                    "personal-updateObject",
                    "personal-deleteObject",
                    "personal-searchObjects",
                    "personal-batchReadObjects",
                    "personal-batchCreateObjects",
                    "personal-batchUpdateObjects",
                    "personal-batchUpsertObjects",
                    "personal-batchArchiveObjects" -> HUBSPOT.success(operation, client);
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        return HUBSPOT.others(operation, client);
    }
}
