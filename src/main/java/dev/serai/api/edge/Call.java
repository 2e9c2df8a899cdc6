package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.Tenant;
import java.util.Map;
import java.util.Optional;

/**
 * One request after the edge has checked it: who calls, for which tenant, and the values that the contract declares.
 * It travels as the exchange property {@value #PROPERTY}; no header of the request goes any further.
 *
 * @param operationId the operation in the contract's OpenAPI file
 * @param caller who calls
 * @param tenant whose data it is about
 * @param path the path parameters, decoded
 * @param query the declared query parameters, by name
 * @param body the JSON body, valid against the contract's schema; a missing node when there is none
 * @param idempotencyKey the {@code Idempotency-Key} header, when it was sent
 * @param clientAddress the address the request came from
 */
public record Call(
        String operationId,
        Caller caller,
        Tenant tenant,
        Map<String, String> path,
        Map<String, String> query,
        JsonNode body,
        Optional<String> idempotencyKey,
        String clientAddress) {

    /** The exchange property that carries the call through the routes. */
    public static final String PROPERTY = "call";
}
