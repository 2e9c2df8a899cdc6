package dev.serai.tenancy;

import dev.serai.refusal.Unauthorized;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The clients that can prove themselves with a secret: those of the configuration, or the one for newcomers. */
@Component
class KnownClients {

    private static final String NO_SECRET = "";

    private final Map<String, TokenClients.Client> clients;

    KnownClients(TokenClients configured, DevelopmentClient development) {
        Map<String, TokenClients.Client> known = new HashMap<>(configured.clients());
        development.client().ifPresent(client -> known.put(DevelopmentClient.ID, client));
        this.clients = Map.copyOf(known);
    }

    /**
     * Finds a client that proves who it is.
     *
     * @throws Unauthorized when id or secret is wrong
     */
    TokenClients.Client proven(String clientId, String secret) {
        TokenClients.Client client = clients.get(clientId);
        // Compared for unknown clients, too: the time that it takes must not tell which there are.
        boolean same = same(client == null ? NO_SECRET : client.secret(), secret);
        if (client == null || !same) {
            throw new Unauthorized("Client id or secret is wrong");
        }
        return client;
    }

    /** Compares without telling by the time it takes how much was right. */
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
