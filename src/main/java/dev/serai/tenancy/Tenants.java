package dev.serai.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tenants the hub has met. A tenant comes to be with the first call that names it; tokens vouch for it. */
@Component
public class Tenants {

    // The update changes nothing; it makes the row of a tenant that was there already come back.
    private static final String MEET =
            """
            INSERT INTO tenant (kind, external_id) VALUES (?, ?)
            ON CONFLICT (kind, external_id) DO UPDATE SET kind = excluded.kind
            RETURNING id
            """;

    private static final String FIND = "SELECT id FROM tenant WHERE kind = ? AND external_id = ?";

    private final JdbcTemplate database;
    private final Cache<Name, Tenant> met =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Tenants(JdbcTemplate database) {
        this.database = database;
    }

    private record Name(TenantKind kind, String externalId) {}

    /**
     * Finds a tenant, or takes note of a new one.
     *
     * @param kind which claim names it
     * @param externalId its id there
     */
    public Tenant meet(TenantKind kind, String externalId) {
        return met.get(new Name(kind, externalId), name -> new Tenant(id(name), kind, externalId));
    }

    private long id(Name name) {
        return database.queryForList(FIND, Long.class, name.kind().name(), name.externalId()).stream()
                .findFirst()
                .orElseGet(() ->
                        database.queryForObject(MEET, Long.class, name.kind().name(), name.externalId()));
    }
}
