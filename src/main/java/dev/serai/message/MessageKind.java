package dev.serai.message;

import dev.serai.provider.Providers;
import java.util.List;

/** Which providers take messages: those of the category, each by its route {@code direct:<provider>-message}. */
final class MessageKind {

    private static final String CATEGORY = "messaging";

    private MessageKind() {}

    /** @return the ids of the providers that take messages, as they are known now */
    static List<String> providers(Providers providers) {
        return providers.ofKind(CATEGORY);
    }

    static boolean isOne(Providers providers, String provider) {
        return providers
                .find(provider)
                .filter(known -> known.category().equals(CATEGORY))
                .isPresent();
    }

    /** @return the route that sends a message by a provider */
    static String route(String provider) {
        return provider + "-message";
    }
}
