package dev.serai.provider.salesforce;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.RunningHub;
import dev.serai.call.Actions;
import dev.serai.call.ProviderRoutes;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The running hub, with connections to organisations of its Salesforce. */
abstract class SalesforceHub extends RunningHub {

    static final String PASSWORD = "pass&word=%41+";
    static final String SECURITY_TOKEN = "S3curityToken";

    @Autowired
    Tenants tenants;

    @Autowired
    Connections connections;

    @Autowired
    Providers providers;

    @Autowired
    ProviderRoutes routes;

    @Autowired
    Actions actions;

    @Autowired
    JdbcTemplate database;

    @Autowired
    ObjectMapper json;

    private final List<StandInOrg> orgs = new ArrayList<>();

    /** An account's connection to an organisation. */
    record Connected(Tenant tenant, UUID id, StandInOrg org, String username) {}

    @AfterEach
    void leaveSalesforceAsItWas() {
        SALESFORCE.faults().clear();
        SALESFORCE.rotatesRefreshTokens(true);
        orgs.forEach(StandInOrg::close);
    }

    StandInOrg newOrg() {
        StandInOrg org = SALESFORCE.addOrg();
        orgs.add(org);
        return org;
    }

    /** Connects a new account to a new organisation, by user name, password and security token. */
    Connected connect() {
        return connect(newOrg());
    }

    Connected connect(StandInOrg org) {
        String username = "user-" + UUID.randomUUID() + "@example.com";
        SALESFORCE.addUser(org, username, PASSWORD, SECURITY_TOKEN);
        return connect(
                org,
                username,
                "none",
                Map.of("username", username, "password", PASSWORD, "security_token", SECURITY_TOKEN));
    }

    Connected connect(StandInOrg org, String username, String authType, Map<String, String> config) {
        Tenant tenant = tenants.meet(TenantKind.ACCOUNT, "account-" + UUID.randomUUID());
        ObjectNode given = json.createObjectNode();
        config.forEach(given::put);
        UUID id = connections
                .create(
                        tenant,
                        new NewConnection(
                                "Salesforce",
                                "salesforce",
                                null,
                                ConnectionStatus.ACTIVE,
                                authType,
                                given,
                                json.createObjectNode(),
                                null))
                .id();
        return new Connected(tenant, id, org, username);
    }

    Provider salesforce() {
        return providers.find("salesforce").orElseThrow();
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
        Provider provider = salesforce();
        return routes.call(
                "salesforce-" + type,
                new ReadRequest(
                        open(one), provider, provider.dataType(type).orElseThrow(), cursor, position, filters, limit),
                RecordPage.class);
    }

    /** What a read to the end has brought. */
    record Everything(List<SyncRecord> records, String cursor, int pages) {}

    Everything readAll(Connected one, String type, @Nullable String cursor, int limit) {
        List<SyncRecord> records = new ArrayList<>();
        String position = null;
        for (int pages = 1; ; pages++) {
            RecordPage page = read(one, type, cursor, position, Map.of(), limit);
            records.addAll(page.records());
            position = page.next();
            if (position == null) {
                return new Everything(records, page.cursor(), pages);
            }
        }
    }

    /** @param input names and values by turns */
    JsonNode act(Connected one, String action, Object... input) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 0; i < input.length; i += 2) {
            given.put(input[i].toString(), input[i + 1]);
        }
        return actions.run(one.tenant().id(), one.id(), "salesforce-" + action, given);
    }

    static ProviderFault fault(ThrowingCallable call) {
        return catchThrowableOfType(ProviderFault.class, call);
    }
}
