package dev.serai.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.address.PublicUrl;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.event.ProviderEvents;
import dev.serai.event.ProviderEvents.Happening;
import dev.serai.provider.Hooks;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.Unauthorized;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The entrance for what providers tell. Nobody learns there what the hub knows: whoever does not prove to be the provider of
 * the connection that the address names gets one and the same answer.
 */
@Service
public class ProviderHooks {

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Providers providers;
    private final Connections connections;
    private final HookSecrets secrets;
    private final HookReceipts receipts;
    private final ProviderEvents events;
    private final ConnectionLog log;
    private final PublicUrl publicUrl;
    private final ObjectMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final String decoy = HookSecrets.random();

    ProviderHooks(
            Providers providers,
            Connections connections,
            HookSecrets secrets,
            HookReceipts receipts,
            ProviderEvents events,
            ConnectionLog log,
            PublicUrl publicUrl,
            ObjectMapper json,
            TransactionTemplate transactions,
            Clock clock) {
        this.providers = providers;
        this.connections = connections;
        this.secrets = secrets;
        this.receipts = receipts;
        this.events = events;
        this.log = log;
        this.publicUrl = publicUrl;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes a call. When it returns, the events that it brought are committed.
     *
     * @return what to answer: what the provider's handshake asks for, else {@code status}, which is {@code accepted} when
     *     there was a new event, {@code duplicate} when all were known, and {@code ignored} when there was none for the hub
     * @throws Unauthorized when it does not prove to be the provider's, or is too old
     * @throws Conflict when the same call was taken already
     * @throws Invalid when its body is not JSON
     */
    public Map<String, Object> take(HookCall call) {
        Optional<Provider> provider = providers.find(call.provider()).filter(known -> known.hooks() != null);
        Optional<OpenConnection> connection = provider.flatMap(known -> connection(known, call.connectionId()));
        Hooks hooks = provider.map(Provider::hooks).orElseThrow(ProviderHooks::unproved);
        HookProof proof = new HookProof(hooks.signature(), publicUrl.of("hooks", call.provider(), call.connectionId()));
        String secret = connection.flatMap(open -> secrets.of(open, hooks)).orElse(decoy);
        // Checked with the decoy too, so that an unknown connection takes as long as a wrong signature.
        if (!proof.holds(call, secret, clock.instant()) || connection.isEmpty()) {
            throw unproved();
        }
        return taken(connection.get(), hooks, secret, Digest.of(proof.spoken(call)), parsed(call.body()));
    }

    private Optional<OpenConnection> connection(Provider provider, String id) {
        return UUID_FORM.matcher(id).matches()
                ? connections.openOf(provider.id(), UUID.fromString(id))
                : Optional.empty();
    }

    private Map<String, Object> taken(
            OpenConnection connection, Hooks hooks, String secret, Digest spoken, JsonNode body) {
        if (hooks.handshake() != null && hooks.handshake().when().isMetBy(body)) {
            return answer(hooks.handshake(), secret, body);
        }
        if (connection.status() == ConnectionStatus.INACTIVE) {
            return Map.of("status", "ignored");
        }
        Map<Digest, Happening> told = HookEvents.read(connection, hooks, body, clock.instant());
        return Map.of("status", transactions.execute(status -> kept(connection, spoken, told)));
    }

    private String kept(OpenConnection connection, Digest spoken, Map<Digest, Happening> told) {
        if (!receipts.isFirst(connection.id(), spoken)) {
            throw new Conflict("This call was taken already");
        }
        if (told.isEmpty()) {
            return "ignored";
        }
        Set<Digest> first = receipts.firstOf(connection.id(), told.keySet());
        List<Happening> fresh = new ArrayList<>();
        told.forEach((digest, happening) -> {
            if (first.contains(digest)) {
                fresh.add(happening);
            }
        });
        events.append(connection.tenantId(), connection.id(), fresh);
        fresh.stream()
                .map(Happening::type)
                .distinct()
                .forEach(type -> log.success(connection.tenantId(), connection.id(), "The provider told of " + type));
        return fresh.isEmpty() ? "duplicate" : "accepted";
    }

    private static Map<String, Object> answer(Hooks.Handshake handshake, String secret, JsonNode body) {
        Map<String, Object> answer = new LinkedHashMap<>();
        handshake.answer().forEach((name, value) -> {
            String text = body.at(value.at()).asText();
            answer.put(
                    name,
                    value.signed()
                            ? HexFormat.of().formatHex(HookProof.hmac(secret, text.getBytes(StandardCharsets.UTF_8)))
                            : text);
        });
        return answer;
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode read = json.readTree(body);
            if (read.isMissingNode()) {
                throw new Invalid("body", "is required, as JSON");
            }
            return read;
        } catch (JsonProcessingException broken) {
            throw new Invalid("body", "is not valid JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes can always be read", impossible);
        }
    }

    private static Unauthorized unproved() {
        return new Unauthorized("Unauthorized");
    }
}
