package dev.serai.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.provider.Field;
import dev.serai.provider.Providers;
import dev.serai.refusal.Invalid;
import dev.serai.vault.Vault;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a connection's row says: to its owner, with its secrets masked, and to the hub itself, in clear. */
@Component
class ConnectionContent {

    /** Lists read all of a tenant's connections at once, so each stays small. */
    private static final int LONGEST_JSON = 65_536;

    private final Providers providers;
    private final Vault vault;
    private final ObjectMapper json;

    ConnectionContent(Providers providers, Vault vault, ObjectMapper json) {
        this.providers = providers;
        this.vault = vault;
        this.json = json;
    }

    OpenConnection opened(ConnectionEntity connection) {
        return new OpenConnection(
                connection.id,
                connection.tenantId,
                connection.name,
                connection.provider,
                ConnectionStatus.of(connection.status),
                connection.authType,
                config(connection),
                parsed(connection.settings),
                connection.account);
    }

    Connection shown(ConnectionEntity connection) {
        return new Connection(
                connection.id,
                connection.name,
                connection.provider,
                connection.type,
                ConnectionStatus.of(connection.status),
                connection.authType,
                SecretFields.masked(config(connection), secrets(connection.provider)),
                parsed(connection.settings),
                connection.account,
                connection.lastSyncAt,
                connection.lastHealthCheckAt,
                connection.healthStatus,
                connection.createdAt,
                connection.updatedAt);
    }

    private Set<String> secrets(String provider) {
        return providers
                .find(provider)
                .map(known -> known.fields().stream()
                        .filter(Field::secret)
                        .flatMap(field -> field.spellings().stream())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    byte[] seal(UUID id, JsonNode config) {
        return vault.seal(SealedConnectionColumns.CONFIG.purpose(id), text("config", config));
    }

    static String text(String field, JsonNode value) {
        String text = value.toString();
        if (text.length() > LONGEST_JSON) {
            throw new Invalid(field, "must have at most " + LONGEST_JSON + " characters as JSON");
        }
        return text;
    }

    JsonNode config(ConnectionEntity connection) {
        return parsed(vault.open(SealedConnectionColumns.CONFIG.purpose(connection.id), connection.config));
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was kept as JSON is none");
        }
    }
}
