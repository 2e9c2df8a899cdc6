package dev.serai.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.call.ProviderCredentials.Proof;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundRequest;
import dev.serai.egress.OutboundResponse;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Calls a provider's own API through a connection. Only the provider's host can be reached this way. */
@Component
public class ProviderCalls {

    private final OutboundClient client;
    private final ProviderSettings settings;
    private final ProviderCredentials credentials;
    private final ObjectMapper json;
    private final Clock clock;

    ProviderCalls(
            OutboundClient client,
            ProviderSettings settings,
            ProviderCredentials credentials,
            ObjectMapper json,
            Clock clock) {
        this.client = client;
        this.settings = settings;
        this.credentials = credentials;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Calls. A 401 renews an OAuth token once, and the call is made again with the new one.
     *
     * @return the answer, when the provider did what was asked
     * @throws ProviderFault when it refused, or could not be reached
     */
    public OutboundResponse send(OpenConnection connection, Provider provider, ProviderRequest request) {
        Proof proof = credentials.of(connection, provider);
        OutboundResponse response = exchange(provider, request, proof);
        if (response.status() == 401 && proof.token() != null) {
            response = exchange(provider, request, credentials.renewed(connection, proof.token()));
        }
        Optional<ProviderFault> refused = fault(provider, response);
        if (refused.isPresent()) {
            throw refused.get();
        }
        return response;
    }

    private OutboundResponse exchange(Provider provider, ProviderRequest request, Proof proof) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.putAll(proof.headers());
        URI base = settings.baseUrl(provider.id());
        try {
            return client.send(new OutboundRequest(
                            request.method(),
                            URI.create(base + request.path()),
                            headers,
                            request.body(),
                            request.timeout(),
                            request.bodyLimit()))
                    .join();
        } catch (CompletionException failed) {
            String reason = failed.getCause() instanceof OutboundFailure known ? known.getMessage() : "no answer";
            throw new ProviderFault(ErrorClass.RETRY, provider.name() + " can't be reached: " + reason);
        }
    }

    private Optional<ProviderFault> fault(Provider provider, OutboundResponse response) {
        JsonNode body = parsed(response.body());
        return provider.errors()
                .classify(response.status(), body)
                .map(kind -> new ProviderFault(
                        kind,
                        message(provider, response.status(), body),
                        provider.limits()
                                .waitAfter(response.headers(), clock.instant())
                                .orElse(null),
                        provider.errors().word(body).orElse(null)));
    }

    private static String message(Provider provider, int status, @Nullable JsonNode body) {
        String word =
                provider.errors().word(body).map(said -> " (" + said + ")").orElse("");
        return switch (status) {
            case 401 -> "Authentication failed: Invalid credentials" + word;
            case 429 -> "Rate limit exceeded" + word;
            default -> provider.name() + " answered HTTP " + status + word;
        };
    }

    /** @return an answer's body as JSON; null when it is none */
    public @Nullable JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException none) {
            return null;
        }
    }
}
