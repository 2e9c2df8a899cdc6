package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;

/** How the operations of one contract are called. An operation without its case here fails the build. */
interface ContractCases {

    /** The cases of every contract. */
    List<ContractCases> ALL = List.of(
            new PersonalCases(),
            new CallnfyCases(),
            new FrameworkCases(),
            new CompanyCases(),
            new CallcenterCases(),
            new HubCases());

    /** @return the contract's name */
    String contract();

    /** @return the claim that names its tenants */
    String claim();

    /**
     * Makes whatever there must be before the operation can succeed.
     *
     * @return a request that succeeds at the published path; the client's token is added where the operation takes one
     * @throws AssertionError when there is no case for this operation
     */
    Request success(Operation operation, Client client);

    /**
     * Makes requests for documented answers of this operation that no general rule brings about.
     *
     * @return requests, complete with whatever the operation asks of its caller
     */
    default List<Request> others(Operation operation, Client client) {
        return List.of();
    }

    /** @return the cases of a contract */
    static ContractCases of(ContractFile contract) {
        return ALL.stream()
                .filter(cases -> cases.contract().equals(contract.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The contract " + contract + " has no cases"));
    }
}
