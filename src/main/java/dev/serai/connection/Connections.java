package dev.serai.connection;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.provider.Providers;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import dev.serai.schedule.Tasks;
import dev.serai.tenancy.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A tenant's connections: making, showing, changing and removing them. */
@Service
public class Connections {

    private final ConnectionRepository repository;
    private final ConnectionRows rows;
    private final Providers providers;
    private final ConnectionContent content;
    private final Tasks tasks;
    private final Farewells farewells;
    /** Found when they are told, because some of them open connections themselves. */
    private final ObjectProvider<ConnectionWatcher> watchers;

    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    Connections(
            ConnectionRepository repository,
            ConnectionRows rows,
            Providers providers,
            ConnectionContent content,
            Tasks tasks,
            Farewells farewells,
            ObjectProvider<ConnectionWatcher> watchers,
            Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.providers = providers;
        this.content = content;
        this.tasks = tasks;
        this.farewells = farewells;
        this.watchers = watchers;
        this.clock = clock;
    }

    /**
     * Makes a connection.
     *
     * @throws Invalid naming the field that can't be taken
     * @throws Conflict when another connection of the tenant has the slot
     */
    @Transactional
    public Connection create(Tenant tenant, NewConnection wanted) {
        ConnectionEntity connection = new ConnectionEntity();
        connection.id = ids.generate();
        connection.tenantId = tenant.id();
        connection.createdAt = now();
        write(tenant, connection, wanted);
        OpenConnection created = content.opened(save(connection));
        watchers.forEach(watcher -> watcher.created(created));
        return content.shown(connection);
    }

    /**
     * Makes a connection, or sets up anew the one that has its slot.
     *
     * @param wanted the connection, with a slot
     * @throws Invalid naming the field that can't be taken
     */
    @Transactional
    public Connection setUp(Tenant tenant, NewConnection wanted) {
        if (wanted.slot() == null) {
            throw new IllegalArgumentException("only what has a slot can be set up anew");
        }
        // Two setups at once are one after the other, so that the later one updates instead of failing.
        repository.lockSlot(tenant.id(), wanted.slot().text());
        ConnectionEntity connection = repository
                .findByTenantIdAndSlot(tenant.id(), wanted.slot().text())
                .orElse(null);
        if (connection == null) {
            return create(tenant, wanted);
        }
        OpenConnection before = content.opened(connection);
        write(tenant, connection, wanted);
        return watched(before, save(connection));
    }

    private void write(Tenant tenant, ConnectionEntity connection, NewConnection wanted) {
        connection.name = wanted.name();
        connection.provider = wanted.provider();
        connection.type = wanted.type() != null ? wanted.type() : category(wanted.provider());
        connection.authType = wanted.authType();
        connection.status = wanted.status().word();
        connection.config = content.seal(connection.id, wanted.config());
        connection.settings = ConnectionContent.text("settings", wanted.settings());
        connection.slot = slot(tenant, connection.id, wanted.slot());
        connection.updatedAt = now();
    }

    private String category(String provider) {
        return provider.equals(Providers.CUSTOM)
                ? Providers.CUSTOM
                : providers.require("provider", provider).category();
    }

    private @Nullable String slot(Tenant tenant, UUID id, @Nullable Slot slot) {
        if (slot != null && repository.existsByTenantIdAndSlotAndIdNot(tenant.id(), slot.text(), id)) {
            throw taken();
        }
        return slot == null ? null : slot.text();
    }

    private ConnectionEntity save(ConnectionEntity connection) {
        try {
            return repository.saveAndFlush(connection);
        } catch (DataIntegrityViolationException another) {
            // Somebody else took the slot between the look and the write.
            throw taken();
        }
    }

    private static Conflict taken() {
        return new Conflict("Integration with this name already exists");
    }

    /** @return the tenant's connection that has a slot; empty when none has */
    public Optional<Connection> find(Tenant tenant, Slot slot) {
        return rows.bySlot(tenant.id(), slot.text()).map(content::shown);
    }

    /** @return the tenant's connections, the oldest first */
    public List<Connection> list(Tenant tenant) {
        return rows.all(tenant.id()).stream().map(content::shown).toList();
    }

    /** @return the tenant's connections to one provider, the oldest first; none for a provider that the hub lacks */
    public List<Connection> list(Tenant tenant, String provider) {
        return rows.ofProviders(tenant.id(), List.of(provider)).stream()
                .map(content::shown)
                .toList();
    }

    /**
     * @param kind a provider's id such as {@code salesforce}, or a category such as {@code crm}
     * @return the tenant's connections of that kind, the oldest first; none for an unknown one
     */
    public List<Connection> listOfKind(Tenant tenant, String kind) {
        Set<String> known = Set.copyOf(providers.ofKind(kind));
        return rows.all(tenant.id()).stream()
                .filter(connection -> known.contains(connection.provider) || wasOfKind(connection, kind))
                .map(content::shown)
                .toList();
    }

    /** What a connection itself says counts when its provider's file is there no more. */
    private boolean wasOfKind(ConnectionEntity connection, String kind) {
        return providers.find(connection.provider).isEmpty()
                && (connection.provider.equals(kind) || connection.type.equals(kind));
    }

    /**
     * Shows a connection.
     *
     * @throws NotFound when the tenant has none with this id
     */
    public Connection get(Tenant tenant, UUID id) {
        return content.shown(rows.byId(tenant.id(), id).orElseThrow(Connections::unknown));
    }

    /**
     * Changes a connection.
     *
     * @throws NotFound when the tenant has none with this id
     * @throws Invalid naming the field that can't be taken
     */
    @Transactional
    public Connection update(Tenant tenant, UUID id, ConnectionChange change) {
        ConnectionEntity connection = findToChange(tenant.id(), id);
        OpenConnection before = content.opened(connection);
        if (change.name() != null) {
            connection.name = change.name();
        }
        if (change.type() != null) {
            connection.type = change.type();
        }
        if (change.slot() != null) {
            connection.slot = slot(tenant, id, change.slot());
        }
        if (change.status() != null) {
            connection.status = owners(change.status()).word();
        }
        if (change.config() != null) {
            connection.config = content.seal(id, SecretFields.unmasked(change.config(), content.config(connection)));
        }
        if (change.settings() != null) {
            connection.settings = ConnectionContent.text("settings", change.settings());
        }
        connection.updatedAt = now();
        return watched(before, save(connection));
    }

    private Connection watched(OpenConnection before, ConnectionEntity saved) {
        OpenConnection after = content.opened(saved);
        watchers.orderedStream().forEach(watcher -> watcher.changed(before, after));
        return content.shown(saved);
    }

    /**
     * Removes a connection with its credentials and all work for it; its provider is told soon after. Webhooks that belong
     * to it stay, on their own.
     *
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public void delete(Tenant tenant, UUID id) {
        ConnectionEntity connection = findToChange(tenant.id(), id);
        tasks.cancelAll(id);
        OpenConnection opened = content.opened(connection);
        farewells.prepare(opened);
        repository.delete(connection);
        repository.flush();
        watchers.forEach(watcher -> watcher.deleted(opened));
    }

    /**
     * Opens a connection for the hub's own use.
     *
     * @throws NotFound when the tenant has none with this id
     */
    public OpenConnection open(long tenantId, UUID id) {
        return content.opened(rows.byId(tenantId, id).orElseThrow(Connections::unknown));
    }

    /**
     * Opens a connection for a call of its provider's, which has yet to prove with the connection's secret that it is.
     *
     * @return the connection, whoever's it is; empty when the provider has none with this id
     */
    public Optional<OpenConnection> openOf(String provider, UUID id) {
        return rows.ofProvider(provider, id).map(content::opened);
    }

    /**
     * Notes whose account a connection is authorised for.
     *
     * @param account such as an e-mail address; null: not known
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public void authorized(long tenantId, UUID id, @Nullable String account) {
        ConnectionEntity connection = findToChange(tenantId, id);
        connection.account = account;
        connection.updatedAt = now();
        save(connection);
    }

    private static ConnectionStatus owners(ConnectionStatus status) {
        if (status != ConnectionStatus.ACTIVE && status != ConnectionStatus.INACTIVE) {
            throw new Invalid("status", "must be active or inactive");
        }
        return status;
    }

    private ConnectionEntity findToChange(long tenantId, UUID id) {
        return repository.findToChange(id, tenantId).orElseThrow(Connections::unknown);
    }

    private static NotFound unknown() {
        return new NotFound("Integration not found");
    }

    private Instant now() {
        // PostgreSQL keeps microseconds: what is answered now is then what is answered later.
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
