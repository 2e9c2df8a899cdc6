package dev.serai.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads connections to show them: one statement, with no transaction and no persistence context around it, which would
 * cost more than the statement does. What is to be changed comes from the {@link ConnectionRepository} instead.
 */
@Component
class ConnectionRows {

    private static final String COLUMNS =
            """
            SELECT id, tenant_id, name, provider, type, auth_type, status, config, settings, last_sync_at,
                last_health_check_at, health_status, account, slot, created_at, updated_at, version
            FROM connection
            """;

    private static final String SELECT = COLUMNS + " WHERE tenant_id = ?";

    private static final String BY_ID = SELECT + " AND id = ?";
    private static final String OF_PROVIDER = COLUMNS + " WHERE provider = ? AND id = ?";
    private static final String BY_SLOT = SELECT + " AND slot = ?";
    private static final String ALL = SELECT + " ORDER BY id";
    private static final String OF_PROVIDERS = SELECT + " AND provider = ANY (?) ORDER BY id";

    private final JdbcTemplate database;

    ConnectionRows(JdbcTemplate database) {
        this.database = database;
    }

    Optional<ConnectionEntity> byId(long tenantId, UUID id) {
        return database.query(BY_ID, ConnectionRows::row, tenantId, id).stream().findFirst();
    }

    /** The only look without a tenant: for a provider, which proves itself with the connection's own secret. */
    Optional<ConnectionEntity> ofProvider(String provider, UUID id) {
        return database.query(OF_PROVIDER, ConnectionRows::row, provider, id).stream()
                .findFirst();
    }

    Optional<ConnectionEntity> bySlot(long tenantId, String slot) {
        return database.query(BY_SLOT, ConnectionRows::row, tenantId, slot).stream()
                .findFirst();
    }

    /** @return the tenant's rows, the oldest first */
    List<ConnectionEntity> all(long tenantId) {
        return database.query(ALL, ConnectionRows::row, tenantId);
    }

    /** @return the tenant's rows of these providers, the oldest first */
    List<ConnectionEntity> ofProviders(long tenantId, Collection<String> providers) {
        return database.query(OF_PROVIDERS, ConnectionRows::row, tenantId, providers.toArray(String[]::new));
    }

    private static ConnectionEntity row(ResultSet row, int number) throws SQLException {
        ConnectionEntity connection = new ConnectionEntity();
        connection.id = row.getObject("id", UUID.class);
        connection.tenantId = row.getLong("tenant_id");
        connection.name = row.getString("name");
        connection.provider = row.getString("provider");
        connection.type = row.getString("type");
        connection.authType = row.getString("auth_type");
        connection.status = row.getString("status");
        connection.config = row.getBytes("config");
        connection.settings = row.getString("settings");
        connection.lastSyncAt = time(row, "last_sync_at");
        connection.lastHealthCheckAt = time(row, "last_health_check_at");
        connection.healthStatus = row.getString("health_status");
        connection.account = row.getString("account");
        connection.slot = row.getString("slot");
        connection.createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        connection.updatedAt = row.getObject("updated_at", OffsetDateTime.class).toInstant();
        connection.version = row.getInt("version");
        return connection;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
