package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.RunningHub;
import dev.serai.call.Action;
import dev.serai.call.ProviderRoutes;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.provider.TestProviders;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** The running hub, with connections to SAP systems. */
abstract class SapHub extends RunningHub {

    static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(10));
    static final String PASSWORD = "pass&word=%41+ä";

    @Autowired
    Tenants tenants;

    @Autowired
    Connections connections;

    @Autowired
    Providers providers;

    @Autowired
    ProviderRoutes routes;

    @Autowired
    ObjectMapper json;

    private final List<SapStandIn> systems = new ArrayList<>();

    /** An account's connection to a system. */
    record Connected(Tenant tenant, UUID id, SapStandIn system, String user) {}

    @AfterEach
    void closeSystems() {
        systems.forEach(SapStandIn::close);
    }

    SapStandIn newSystem() {
        SapStandIn system = new SapStandIn();
        systems.add(system);
        return system;
    }

    /** Connects a new account to a new system, by a user of its own. */
    Connected connect() {
        return connect(newSystem(), Map.of());
    }

    Connected connect(SapStandIn system, Map<String, String> more) {
        String user = "USER" + UUID.randomUUID().toString().substring(0, 6);
        system.addUser(user, PASSWORD);
        Map<String, String> config = new LinkedHashMap<>();
        config.put("base_url", system.url());
        config.put("username", user);
        config.put("password", PASSWORD);
        config.putAll(more);
        return connect(system, user, config);
    }

    Connected connect(SapStandIn system, String user, Map<String, String> config) {
        Tenant tenant = tenants.meet(TenantKind.ACCOUNT, "account-" + UUID.randomUUID());
        ObjectNode given = json.createObjectNode();
        config.forEach(given::put);
        UUID id = connections
                .create(
                        tenant,
                        new NewConnection(
                                "SAP",
                                "sap",
                                null,
                                ConnectionStatus.ACTIVE,
                                "none",
                                given,
                                json.createObjectNode(),
                                null))
                .id();
        return new Connected(tenant, id, system, user);
    }

    Provider sap() {
        return TestProviders.unpaced(providers.find("sap").orElseThrow());
    }

    OpenConnection open(Connected one) {
        return connections.open(one.tenant().id(), one.id());
    }

    RecordPage read(
            Connected one,
            String type,
            @Nullable String cursor,
            @Nullable String position,
            Map<String, String> filters,
            int limit) {
        Provider provider = sap();
        return routes.call(
                "sap-" + type.replace('_', '-'),
                new ReadRequest(
                        open(one), provider, provider.dataType(type).orElseThrow(), cursor, position, filters, limit),
                RecordPage.class);
    }

    List<SyncRecord> readAll(Connected one, String type, @Nullable String cursor, int limit) {
        List<SyncRecord> records = new ArrayList<>();
        String position = null;
        do {
            RecordPage page = read(one, type, cursor, position, Map.of(), limit);
            records.addAll(page.records());
            position = page.next();
        } while (position != null);
        return records;
    }

    /** @param input names and values by turns */
    JsonNode act(Connected one, String action, Object... input) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 0; i < input.length; i += 2) {
            given.put(input[i].toString(), input[i + 1]);
        }
        return routes.call("sap-" + action, new Action(open(one), sap(), given), JsonNode.class);
    }
}
