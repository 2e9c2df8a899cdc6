package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A harmless call that tells whether a connection works.
 *
 * @param route the route that makes it, {@code direct:<route>}; null: it is the HTTP call that the rest says
 * @param method the HTTP method
 * @param path the path below the provider's {@code base-url}, with a leading slash, and with a query where one is needed
 * @param good the statuses that mean that it works
 * @param expected what the body must say as well; null: nothing
 */
public record HealthCall(
        @Nullable String route, String method, String path, Set<Integer> good, @Nullable Expectation expected) {

    public HealthCall {
        good = Set.copyOf(good);
    }

    /**
     * What a body must say.
     *
     * @param at where
     * @param is which text, number or truth value must stand there, as text; null: any that is not null
     */
    public record Expectation(JsonPointer at, @Nullable String is) {

        /** @param body what was answered; null: nothing in JSON */
        public boolean isMetBy(@Nullable JsonNode body) {
            JsonNode found = body == null ? null : body.at(at);
            return found != null
                    && !found.isMissingNode()
                    && !found.isNull()
                    && (is == null || found.asText().equals(is));
        }
    }

    /**
     * @param status the answer's HTTP status
     * @param body its body; null when there is none, or none in JSON
     * @return whether the answer means that the connection works
     */
    public boolean isGood(int status, @Nullable JsonNode body) {
        return good.contains(status) && (expected == null || expected.isMetBy(body));
    }
}
