package dev.serai.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.call.ProviderCredentials.Proof;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundBytes;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundRequest;
import dev.serai.egress.OutboundResponse;
import dev.serai.egress.Room;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderTraffic;
import dev.serai.refusal.Unavailable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Calls a provider's own API through a connection, at the connection's pace. Only the provider's host can be reached this
 * way.
 */
@Component
public class ProviderCalls {

    /** A GET that the provider can't answer just now is made so often. */
    private static final int TRIES = 3;

    private static final Duration FIRST_WAIT = Duration.ofMillis(300);

    private final OutboundClient client;
    private final ProviderAddresses addresses;
    private final ProviderCredentials credentials;
    private final ConnectionPace pace;
    private final CallProperties properties;
    private final ProviderTraffic traffic;
    private final ObjectMapper json;
    private final Clock clock;

    ProviderCalls(
            OutboundClient client,
            ProviderAddresses addresses,
            ProviderCredentials credentials,
            ConnectionPace pace,
            CallProperties properties,
            ProviderTraffic traffic,
            ObjectMapper json,
            Clock clock) {
        this.client = client;
        this.addresses = addresses;
        this.credentials = credentials;
        this.pace = pace;
        this.properties = properties;
        this.traffic = traffic;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Calls. A 401 renews an OAuth token once, and the call is made again with the new one. A GET is made again when the
     * provider can't answer it just now and does not ask for a longer pause than the request has patience.
     *
     * @return the answer, when the provider did what was asked
     * @throws ProviderFault when it refused, or could not be reached
     */
    public OutboundResponse send(OpenConnection connection, Provider provider, ProviderRequest request) {
        Instant patience = clock.instant().plus(request.patience());
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return sendOnce(connection, provider, request, left(patience));
            } catch (ProviderFault fault) {
                Duration asked = fault.retryAfter().orElse(wait);
                boolean again = request.reading()
                        && attempt < TRIES
                        && fault.kind() == ErrorClass.RETRY
                        && fault.status().isPresent()
                        && asked.compareTo(left(patience)) < 0;
                if (!again) {
                    throw fault;
                }
                ConnectionPace.park(asked.toMillis() / 1_000.0);
                wait = wait.multipliedBy(3);
            }
        }
    }

    /**
     * Calls, and reads what is answered.
     *
     * @return the answer's body; a missing node when there is none
     * @throws ProviderFault also when the body is not JSON
     */
    public JsonNode json(OpenConnection connection, Provider provider, ProviderRequest request) {
        OutboundResponse response = send(connection, provider, request);
        if (response.body().isBlank()) {
            return MissingNode.getInstance();
        }
        JsonNode body = parsed(response.body());
        if (body == null) {
            throw new ProviderFault(
                    ErrorClass.RETRY,
                    provider.name() + " gave an answer that is not JSON, or longer than "
                            + request.bodyLimit() / 1_048_576 + " MB");
        }
        return body;
    }

    /**
     * Calls, and gives back whatever is answered, byte for byte. A 401 renews an OAuth token once, as for {@link #send}.
     *
     * @param room where the answer's body may be kept
     * @throws ProviderFault when the provider refuses the connection's credentials, or can't be reached
     * @throws Unavailable when there is no room for the answer
     */
    public OutboundBytes raw(OpenConnection connection, Provider provider, ProviderRequest request, Room room) {
        OutboundBytes response = answered(connection, provider, request, request.patience(), room);
        if (response.status() == 401) {
            fault(provider, response.text())
                    .filter(fault -> fault.kind() == ErrorClass.REAUTHORISE)
                    .ifPresent(refused -> {
                        throw refused;
                    });
        }
        if (response.status() == 429 || response.status() == 503) {
            provider.limits()
                    .waitAfter(response.headers(), clock.instant())
                    .ifPresent(wait -> pace.close(connection, wait));
        }
        return response;
    }

    /**
     * Says whether an answer of {@link #raw} is a refusal.
     *
     * @return what it asks for; empty when the provider did what was asked
     */
    public Optional<ProviderFault> refusal(Provider provider, OutboundBytes answer) {
        return fault(provider, answer.text());
    }

    /**
     * Finds where a connection's API is.
     *
     * @return an absolute address without a slash at its end
     * @throws ProviderFault when nobody has said
     */
    public URI baseUrl(OpenConnection connection, Provider provider) {
        return addresses.base(
                connection, provider, credentials.of(connection, provider).baseUrl());
    }

    private Duration left(Instant patience) {
        Duration left = Duration.between(clock.instant(), patience);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private OutboundResponse sendOnce(
            OpenConnection connection, Provider provider, ProviderRequest request, Duration patience) {
        OutboundResponse response =
                answered(connection, provider, request, patience, Room.ENOUGH).text();
        Optional<ProviderFault> refused = fault(provider, response);
        if (refused.isPresent()) {
            refused.filter(fault -> fault.kind() == ErrorClass.RETRY)
                    .flatMap(ProviderFault::retryAfter)
                    .ifPresent(wait -> pace.close(connection, wait));
            throw refused.get();
        }
        return response;
    }

    /**
     * Calls once at the connection's pace, twice when the first time the token was refused.
     *
     * @return the answer, whatever it is
     */
    private OutboundBytes answered(
            OpenConnection connection, Provider provider, ProviderRequest request, Duration patience, Room room) {
        Proof proof = credentials.of(connection, provider);
        pace.await(connection, provider, patience);
        OutboundBytes response = exchange(connection, provider, request, proof, room);
        return response.status() == 401 && proof.token() != null
                ? exchange(connection, provider, request, credentials.renewed(connection, proof.token()), room)
                : response;
    }

    private OutboundBytes exchange(
            OpenConnection connection, Provider provider, ProviderRequest request, Proof proof, Room room) {
        Map<String, String> headers = new HashMap<>(provider.headers());
        headers.putAll(request.headers());
        headers.putAll(proof.headers());
        URI base = addresses.base(connection, provider, proof.baseUrl());
        OutboundRequest sent = new OutboundRequest(
                request.method(),
                ProviderAddresses.below(base, request.path(), provider),
                headers,
                request.body(),
                timeout(request),
                request.bodyLimit());
        try (ProviderTraffic.Conversation conversation = traffic.begin(provider.id())) {
            OutboundBytes answer = client.sendForBytes(sent, room).join();
            conversation.answered(answer.status());
            return answer;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof OutboundFailure full && full.kind() == OutboundFailure.Kind.NO_ROOM) {
                throw new Unavailable("Too many large answers at once, try again in a few seconds");
            }
            String reason = failed.getCause() instanceof OutboundFailure known ? known.getMessage() : "no answer";
            throw new ProviderFault(ErrorClass.RETRY, provider.name() + " can't be reached: " + reason);
        }
    }

    private Duration timeout(ProviderRequest request) {
        return request.timeout() == null ? properties.timeout() : request.timeout();
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
                        provider.errors().word(body).orElse(null),
                        response.status()));
    }

    private static String message(Provider provider, int status, @Nullable JsonNode body) {
        Optional<String> said = provider.errors().word(body);
        String word = said.map(text -> " (" + text + ")").orElse("");
        // Some providers have one text for both.
        String sentence = provider.errors()
                .sentence(body)
                .filter(text -> !said.filter(text::equals).isPresent())
                .map(text -> ": " + text)
                .orElse("");
        return switch (status) {
            case 401 -> "Authentication failed: Invalid credentials" + word + sentence;
            case 429 -> "Rate limit exceeded" + word + sentence;
            default -> provider.name() + " answered HTTP " + status + word + sentence;
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
