package dev.serai.api.edge;

import dev.serai.tenancy.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a contract.
 *
 * @param id its {@code operationId}, which is also the name of its route
 * @param method the HTTP method
 * @param path where it is found, without the contract's mount
 * @param keyed whether its caller presents a Zapier key instead of a token
 * @param open whether anybody may call it, without a token; it finds out by itself whose data it is about
 * @param permission what its caller must be allowed; null: nothing in particular
 * @param parameters the query parameters that it declares
 * @param headers the headers that it declares, beside the {@code Idempotency-Key}
 * @param repeatable whether it declares the {@code Idempotency-Key}
 * @param raw whether it gets all headers and the body as they came, to verify them by itself
 * @param body the rule for its JSON body; null: it takes none
 * @param anyBody whether it takes a body of any media type, which is not read
 */
record Operation(
        String id,
        String method,
        PathTemplate path,
        boolean keyed,
        boolean open,
        @Nullable Permission permission,
        List<QueryParameter> parameters,
        List<String> headers,
        boolean repeatable,
        boolean raw,
        @Nullable JsonBody body,
        boolean anyBody) {

    /** The header that makes a repeat harmless. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** @return whether its calls are passed on as they came */
    boolean passedOn() {
        return path.open();
    }
}
