package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.Tenant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request after the edge has checked it: who calls, for which tenant, and the values that the contract declares.
 * It travels as the exchange property {@value #PROPERTY}; no header of the request goes any further.
 *
 * @param operationId the operation in the contract's OpenAPI file
 * @param caller who calls
 * @param owner whose data it is about; null for an operation that anybody may call
 * @param path the path parameters, decoded
 * @param query the declared query parameters, by name
 * @param headers the declared headers that were sent, by the name that the contract has for them
 * @param body the JSON body, valid against the contract's schema; a missing node when there is none
 * @param raw the body's bytes, for an operation that verifies them by itself, whose headers are then all that were sent;
 *     empty for others
 * @param idempotencyKey the {@code Idempotency-Key} header, when it was sent
 * @param clientAddress the address the request came from
 * @param passage the request as it came, for an operation that passes it on; null for all others
 */
public record Call(
        String operationId,
        Caller caller,
        @Nullable Tenant owner,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        byte[] raw,
        Optional<String> idempotencyKey,
        String clientAddress,
        @Nullable Passage passage) {

    /** The exchange property that carries the call through the routes. */
    public static final String PROPERTY = "call";

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * @return whose data it is about
     * @throws IllegalStateException when anybody may call the operation, so that it is nobody's
     */
    public Tenant tenant() {
        if (owner == null) {
            throw new IllegalStateException(operationId + " is called without a tenant");
        }
        return owner;
    }

    /**
     * @return the request as it came
     * @throws IllegalStateException when the operation does not pass it on
     */
    public Passage passedOn() {
        if (passage == null) {
            throw new IllegalStateException(operationId + " does not pass requests on");
        }
        return passage;
    }

    /**
     * Reads a path parameter that is the id of something.
     *
     * @param parameter its name in the contract
     * @param unknown what to say when it is no id that the hub could have given
     * @throws NotFound in that case
     */
    public UUID id(String parameter, String unknown) {
        String text = path.getOrDefault(parameter, "");
        if (!UUID_FORM.matcher(text).matches()) {
            throw new NotFound(unknown);
        }
        return UUID.fromString(text);
    }

    /** @return a field of the body as text; null when it is missing or null */
    public @Nullable String text(String field) {
        return body.hasNonNull(field) ? body.get(field).asText() : null;
    }

    /** @return a field of the body, to be read as something else than text */
    public FieldText field(String name) {
        return new FieldText(name, text(name));
    }

    /** @return never the body, which may hold secrets */
    @Override
    public String toString() {
        return "Call[" + operationId + "]";
    }
}
