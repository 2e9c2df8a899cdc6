package dev.serai.tenancy;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.refusal.Forbidden;
import dev.serai.refusal.NotFound;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keys that programs present as bearer tokens: minted with chosen permissions, told once, kept as a hash. */
@Service
public class ApiKeys {

    /** What every key begins with, so that it is not taken for a JWT. */
    static final String PREFIX = "srk_";

    private static final int SHOWN = 8;

    private static final String ADD =
            """
            INSERT INTO api_key (id, tenant_id, kind, name, prefix, hash, permissions, created_at)
            VALUES (?, ?, 'bearer', ?, ?, ?, ?, ?)
            """;

    private static final String LIST = "SELECT * FROM api_key WHERE tenant_id = ? AND kind = 'bearer' ORDER BY id";

    private static final String FIND =
            """
            SELECT k.id, k.permissions, k.last_used_at, t.kind AS tenant_kind, t.external_id
            FROM api_key k JOIN tenant t ON t.id = k.tenant_id WHERE k.hash = ? AND k.kind = 'bearer'
            """;

    // Once a minute is often enough to see whether a key is in use, and spares a write with every request.
    private static final String USED =
            """
            UPDATE api_key SET last_used_at = now()
            WHERE id = ? AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
            """;

    private final JdbcTemplate database;
    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    ApiKeys(JdbcTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Mints a key.
     *
     * @param maker who asks for it
     * @param permissions what it allows
     * @return the key with its text, which is told only here
     * @throws Forbidden when it would allow more than its maker may do
     */
    @Transactional
    public RevealedKey mint(Tenant tenant, Caller maker, String name, List<Permission> permissions) {
        if (!maker.permissionsFor(tenant.kind()).containsAll(permissions)) {
            throw new Forbidden("A key can't allow more than its maker may do");
        }
        String text = KeyText.create(PREFIX);
        ApiKey key = new ApiKey(
                ids.generate(),
                name,
                text.substring(0, PREFIX.length() + SHOWN),
                List.copyOf(permissions),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null);
        database.update(ADD, statement -> {
            statement.setObject(1, key.id());
            statement.setLong(2, tenant.id());
            statement.setString(3, key.name());
            statement.setString(4, key.prefix());
            statement.setBytes(5, KeyText.hash(text));
            statement.setArray(
                    6,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "text",
                                    permissions.stream().map(Permission::scope).toArray()));
            statement.setObject(7, key.createdAt().atOffset(ZoneOffset.UTC));
        });
        return new RevealedKey(key, text);
    }

    /** @return the tenant's keys, the oldest first */
    public List<ApiKey> list(Tenant tenant) {
        return database.query(
                LIST,
                (row, number) -> new ApiKey(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("prefix"),
                        permissions(row),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(row)),
                tenant.id());
    }

    /**
     * Revokes a key: from now on it opens nothing.
     *
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public void revoke(Tenant tenant, UUID id) {
        if (database.update("DELETE FROM api_key WHERE id = ? AND tenant_id = ? AND kind = 'bearer'", id, tenant.id())
                == 0) {
            throw new NotFound("Key not found");
        }
    }

    /** @return who presents a key; empty when there is no such key */
    Optional<Caller> caller(String text) {
        Optional<Found> found = database
                .query(
                        FIND,
                        (row, number) -> new Found(
                                row.getObject("id", UUID.class),
                                TenantKind.valueOf(row.getString("tenant_kind")),
                                row.getString("external_id"),
                                new HashSet<>(permissions(row))),
                        KeyText.hash(text))
                .stream()
                .findFirst();
        found.ifPresent(key -> database.update(USED, key.id()));
        return found.map(Found::caller);
    }

    private record Found(UUID id, TenantKind kind, String externalId, Set<Permission> permissions) {

        Caller caller() {
            Map<TenantKind, String> claims = new EnumMap<>(TenantKind.class);
            claims.put(kind, externalId);
            return new Caller("key:" + id, claims, permissions, null, true);
        }
    }

    private static List<Permission> permissions(ResultSet row) throws SQLException {
        List<Permission> permissions = new ArrayList<>();
        Array scopes = row.getArray("permissions");
        for (Object scope : (Object[]) scopes.getArray()) {
            Permission.of(scope.toString()).ifPresent(permissions::add);
        }
        return permissions;
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return used == null ? null : used.toInstant();
    }
}
