package dev.serai.api;

import dev.serai.api.ContractFile.Operation;

/** Calls of the {@code personal} contract. */
final class PersonalCases implements ContractCases {

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
            default -> throw new AssertionError(operation + " has no case");
        };
    }
}
