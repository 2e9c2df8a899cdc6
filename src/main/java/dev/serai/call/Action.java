package dev.serai.call;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a provider's route is asked to do: the body of an exchange that comes to {@code direct:<provider>-<action>}.
 *
 * @param connection through which it is done
 * @param provider the connection's provider
 * @param input what the action needs, by name: texts, numbers, truth values and JSON; what is null is not there
 */
public record Action(OpenConnection connection, Provider provider, Map<String, Object> input) {

    public Action {
        Map<String, Object> given = new LinkedHashMap<>(input);
        given.values().removeIf(value -> value == null);
        input = Collections.unmodifiableMap(given);
    }

    /** @return never the input, which may hold people's data */
    @Override
    public String toString() {
        return "Action[" + provider.id() + "]";
    }
}
