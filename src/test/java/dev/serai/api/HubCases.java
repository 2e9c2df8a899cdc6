package dev.serai.api;

import dev.serai.api.ContractFile.Operation;

/** Calls of the hub's own contract. */
final class HubCases implements ContractCases {

    @Override
    public String contract() {
        return "hub";
    }

    @Override
    public String claim() {
        return "organizationId";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "hub-acceptEvent", "hub-acceptEvents", "hub-listAudit" -> operation.request();
            default -> throw new AssertionError(operation + " has no case");
        };
    }
}
