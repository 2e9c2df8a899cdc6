package dev.serai.tenancy;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.vault.SealedColumn;
import dev.serai.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

    private static final String PREFIX = "czp_";
    private static final int SHOWN = 8;
    static final SealedColumn COLUMN = SealedColumn.of("api_key", "sealed", "id");

    private static final String ADD =
            """
            INSERT INTO api_key (id, tenant_id, kind, name, prefix, hash, sealed, permissions, created_at)
            VALUES (?, ?, 'zapier', 'Zapier', ?, ?, ?, '{}', ?)
            ON CONFLICT (tenant_id) WHERE kind = 'zapier' DO NOTHING
            """;

    private static final String FIND =
            "SELECT id, sealed, created_at FROM api_key WHERE tenant_id = ? AND kind = 'zapier'";

    private static final String HOLDER =
            """
            SELECT t.external_id FROM api_key k JOIN tenant t ON t.id = k.tenant_id
            WHERE k.hash = ? AND k.kind = 'zapier' AND t.kind = 'USER'
            """;

    private final JdbcTemplate database;
    private final Vault vault;
    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    ZapierKeys(JdbcTemplate database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
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

    /** @return the user's key, made now when there was none */
    @Transactional
    public ZapierKey obtain(Tenant tenant) {
        Optional<ZapierKey> there = find(tenant);
        if (there.isPresent()) {
            return there.get();
        }
        String text = KeyText.create(PREFIX);
        UUID id = ids.generate();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.update(
                ADD,
                id,
                tenant.id(),
                text.substring(0, PREFIX.length() + SHOWN),
                KeyText.hash(text),
                vault.seal(COLUMN.purpose(id), text),
                now.atOffset(ZoneOffset.UTC));
        // Of two requests at once the first one's key stands, for both.
        return find(tenant).orElseThrow();
    }

    /** @return the user's key; empty when there is none */
    public Optional<ZapierKey> find(Tenant tenant) {
        return database
                .query(
                        FIND,
                        (row, number) -> {
                            UUID id = row.getObject("id", UUID.class);
                            return new ZapierKey(
                                    id,
                                    vault.open(COLUMN.purpose(id), row.getBytes("sealed")),
                                    row.getObject("created_at", OffsetDateTime.class)
                                            .toInstant());
                        },
                        tenant.id())
                .stream()
                .findFirst();
    }

    /**
     * Revokes the user's key.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean revoke(Tenant tenant) {
        return database.update("DELETE FROM api_key WHERE tenant_id = ? AND kind = 'zapier'", tenant.id()) > 0;
    }

    /** @return whether the key is this user's */
    boolean isHeldBy(String userId, String text) {
        return database.queryForList(HOLDER, String.class, KeyText.hash(text)).stream()
                .anyMatch(userId::equals);
    }
}
