package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import org.jspecify.annotations.Nullable;

/** A running hub, each of whose answers is judged by one contract's file. */
public abstract class ContractHub extends RunningHub {

    private final ContractFile contract;
    private final String claim;

    /**
     * @param name the contract
     * @param claim the claim that names its tenants
     */
    protected ContractHub(String name, String claim) {
        this.contract = ContractFile.of(name);
        this.claim = claim;
    }

    /**
     * Calls an operation, and has the answer judged.
     *
     * @param id the operation, without the contract's name
     * @param thing what stands in the path; null: it has no parameter
     * @param query without the question mark; empty: none
     * @param body as JSON; null: none
     */
    protected Reply call(String id, String token, @Nullable String thing, String query, @Nullable String body) {
        Operation operation = contract.operation(contract.name() + "-" + id);
        String path = thing == null ? operation.path() : operation.path().replaceAll("\\{[^}]+}", thing);
        Reply reply = send(operation.method(), path + (query.isEmpty() ? "" : "?" + query), token, body);
        contract.check(operation, reply);
        return reply;
    }

    protected Reply call(String id, String token, @Nullable String thing) {
        return call(id, token, thing, "", null);
    }

    /** @return a token of a tenant that nobody has met yet, with every permission */
    protected String newcomer() {
        return newcomer(claim);
    }

    /** @return a token of a tenant that this claim names and nobody has met yet, with every permission */
    protected String newcomer(String claim) {
        return new Client(http, claim, someone()).token();
    }
}
