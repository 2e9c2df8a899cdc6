package dev.serai.google;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request to Google for one connection.
 *
 * @param api which of Google's APIs
 * @param operation what is asked for, as Camel's component has it in its address, such as {@code events/list}
 * @param arguments the arguments, by the names that the component has for them
 * @param ifMatch the version that the thing must have; null: any
 */
public record GoogleRequest(
        GoogleApi api,
        String operation,
        long tenantId,
        UUID connectionId,
        Map<String, Object> arguments,
        @Nullable String ifMatch) {

    public GoogleRequest {
        arguments = Map.copyOf(arguments);
    }

    /** @return never the arguments, which may hold what is a person's own */
    @Override
    public String toString() {
        return "GoogleRequest[" + operation + " of " + connectionId + "]";
    }
}
