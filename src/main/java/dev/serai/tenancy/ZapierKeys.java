package dev.serai.tenancy;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.vault.SealedColumn;
import dev.serai.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one key that a user has for Zapier (requirement document 001): found and verified by its hash, and kept sealed as
 * well, because it is shown again and goes out in {@code X-Callnfy-Key}.
 */
@Service
public class ZapierKeys {

    /** The header that carries a key, to the hub and from it. */
    public static final String HEADER = "X-Callnfy-Key";

    private static final String PREFIX = "czp_";
    private static final int SHOWN = 8;
    static final SealedColumn COLUMN = SealedColumn.of("api_key", "sealed", "id");

    // Of two requests at once the first one's key stands: the update changes nothing, and makes that row come back.
    private static final String ADD =
            """
            INSERT INTO api_key (id, tenant_id, kind, name, prefix, hash, sealed, permissions, created_at)
            VALUES (?, ?, 'zapier', 'Zapier', ?, ?, ?, '{}', ?)
            ON CONFLICT (tenant_id) WHERE kind = 'zapier' DO UPDATE SET kind = excluded.kind
            RETURNING id, sealed, created_at
            """;

    private static final String FIND =
            "SELECT id, sealed, created_at FROM api_key WHERE tenant_id = ? AND kind = 'zapier'";

    private static final String HOLDER =
            """
            SELECT k.id, t.external_id FROM api_key k JOIN tenant t ON t.id = k.tenant_id
            WHERE k.hash = ? AND k.kind = 'zapier' AND t.kind = 'USER'
            """;

    private static final String LOCK = "SELECT id FROM api_key WHERE tenant_id = ? AND kind = 'zapier' FOR UPDATE";

    private final JdbcTemplate database;
    private final Vault vault;
    private final Clock clock;
    private final List<KeyDependents> dependents;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    ZapierKeys(JdbcTemplate database, Vault vault, Clock clock, List<KeyDependents> dependents) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
        this.dependents = List.copyOf(dependents);
    }

    /**
     * A user's key.
     *
     * @param text the key in clear
     * @param createdAt when it was made
     */
    public record ZapierKey(UUID id, String text, Instant createdAt) {

        @Override
        public String toString() {
            return "ZapierKey[" + id + "]";
        }
    }

    /**
     * The user's key, as one request got it.
     *
     * @param made whether this request has made it
     */
    public record Obtained(ZapierKey key, boolean made) {}

    /** @return the user's key, made now when there was none */
    @Transactional
    public Obtained obtain(Tenant tenant) {
        Optional<ZapierKey> there = find(tenant);
        if (there.isPresent()) {
            return new Obtained(there.get(), false);
        }
        String text = KeyText.create(PREFIX);
        UUID id = ids.generate();
        ZapierKey key = database.query(
                        ADD,
                        this::key,
                        id,
                        tenant.id(),
                        text.substring(0, PREFIX.length() + SHOWN),
                        KeyText.hash(text),
                        vault.seal(COLUMN.purpose(id), text),
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .get(0);
        return new Obtained(key, key.id().equals(id));
    }

    /** @return the user's key; empty when there is none */
    public Optional<ZapierKey> find(Tenant tenant) {
        return database.query(FIND, this::key, tenant.id()).stream().findFirst();
    }

    private ZapierKey key(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new ZapierKey(
                id,
                open(id, row.getBytes("sealed")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** @return the text of a key whose row another query has read */
    public String open(UUID id, byte[] sealed) {
        return vault.open(COLUMN.purpose(id), sealed);
    }

    /**
     * Revokes the user's key, and ends all that stands on it: from now on it opens nothing.
     *
     * @return the key's id; empty when there was none
     */
    @Transactional
    public Optional<UUID> revoke(Tenant tenant) {
        Optional<UUID> key =
                database.queryForList(LOCK, UUID.class, tenant.id()).stream().findFirst();
        key.ifPresent(id -> {
            dependents.forEach(dependent -> dependent.end(tenant, id));
            database.update("DELETE FROM api_key WHERE id = ?", id);
        });
        return key;
    }

    /** @return the id of the key with this text; empty when this user has no such key */
    Optional<UUID> holding(String userId, String text) {
        return database
                .query(
                        HOLDER,
                        (row, number) -> new Held(row.getObject("id", UUID.class), row.getString("external_id")),
                        KeyText.hash(text))
                .stream()
                .filter(held -> held.userId().equals(userId))
                .map(Held::id)
                .findFirst();
    }

    private record Held(UUID id, String userId) {}
}
