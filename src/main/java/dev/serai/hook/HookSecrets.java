package dev.serai.hook;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Hooks;
import dev.serai.provider.ProviderSettings;
import dev.serai.vault.SealedColumn;
import dev.serai.vault.Vault;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The secrets that providers sign with: given by a user or an operator, or made by the hub and kept sealed. */
@Component
class HookSecrets {

    static final SealedColumn SECRET = SealedColumn.of("hook_secret", "secret", "connection_id");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private final JdbcTemplate database;
    private final Vault vault;
    private final ProviderSettings settings;

    HookSecrets(JdbcTemplate database, Vault vault, ProviderSettings settings) {
        this.database = database;
        this.vault = vault;
        this.settings = settings;
    }

    /** @return the first secret that there is for a connection; empty when nobody has given or made one */
    Optional<String> of(OpenConnection connection, Hooks hooks) {
        return hooks.secrets().stream()
                .flatMap(place -> at(place, connection).stream())
                .findFirst();
    }

    private Optional<String> at(Hooks.Secret place, OpenConnection connection) {
        if (place instanceof Hooks.Secret.OfField field) {
            return Optional.of(connection.config().path(field.name()).asText(""))
                    .filter(text -> !text.isBlank());
        }
        if (place instanceof Hooks.Secret.OfSetting setting) {
            return settings.get(connection.provider(), setting.key());
        }
        return made(connection.id());
    }

    private Optional<String> made(UUID connectionId) {
        return database
                .queryForList("SELECT secret FROM hook_secret WHERE connection_id = ?", byte[].class, connectionId)
                .stream()
                .findFirst()
                .map(kept -> vault.open(SECRET.purpose(connectionId), kept));
    }

    /** @return a connection's secret, which is made and kept now where there was none; empty when the connection has gone */
    Optional<String> keep(long tenantId, UUID connectionId) {
        database.update(
                """
                INSERT INTO hook_secret (connection_id, tenant_id, secret, created_at)
                SELECT id, tenant_id, ?, now() FROM connection WHERE id = ? AND tenant_id = ?
                ON CONFLICT DO NOTHING
                """,
                vault.seal(SECRET.purpose(connectionId), random()),
                connectionId,
                tenantId);
        return made(connectionId);
    }

    /** @return what nobody guesses, as text that every provider takes */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
