package dev.serai.api.edge;

import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.TenantKind;
import java.util.List;
import java.util.Optional;

/**
 * One published contract as the edge has to know it: where it is found, whose data it is about, and how it says no. Its
 * operations stand in {@code routes/apis/<name>.openapi.yaml}.
 */
public interface Dialect {

    /** @return the contract's name; it is mounted at {@code /<name>} and its operations' ids begin with it */
    String name();

    /** @return the paths that clients of the contract use, without the mount; all below them belongs to it as well */
    List<String> publishedPaths();

    /**
     * Says whose data a caller works on.
     *
     * @return the claim that names the tenant in this contract; empty when the token names none, or more than one
     */
    Optional<TenantKind> tenantOf(Caller caller);

    /** @return the claim that a token needs for this contract, as a message names it */
    String tenantClaim();

    /** @return whether callers of this kind need an operation's permission; some contracts ask only for the user */
    default boolean enforcesPermissions(TenantKind kind) {
        return kind != TenantKind.USER;
    }

    /** @return the contract's 400, which names the field, or every field where the contract has room for them */
    Answer invalid(Invalid invalid);

    /**
     * Answers any other error.
     *
     * @param status the HTTP status, such as 404 or 500
     * @param message a sentence for the caller
     * @return the contract's answer
     */
    Answer error(int status, String message);

    /**
     * Says that the hub failed, without telling why.
     *
     * @param operation the operation's id, or what was asked for where none is known
     * @return a sentence for the caller
     */
    default String fault(String operation) {
        return "Internal server error";
    }
}
