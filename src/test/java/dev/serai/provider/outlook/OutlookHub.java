package dev.serai.provider.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.RunningHub;
import dev.serai.call.Actions;
import dev.serai.call.ProviderRoutes;
import dev.serai.connection.Connections;
import dev.serai.connection.Slot;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The running hub, with users who have set Outlook up by the {@code personal} contract. */
abstract class OutlookHub extends RunningHub {

    @Autowired
    Actions actions;

    @Autowired
    ProviderRoutes routes;

    @Autowired
    Connections connections;

    @Autowired
    Providers providers;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcTemplate database;

    @Autowired
    ObjectMapper json;

    /**
     * A user of the hub whose Outlook is set up.
     *
     * @param token proves the user to the hub
     */
    record Connected(Tenant tenant, UUID id, GraphMailbox mailbox, String token) {

        String email() {
            return mailbox.email();
        }
    }

    /** What a read came to. */
    record Read(List<SyncRecord> records, String cursor, int pages) {

        List<String> ids() {
            return records.stream().map(SyncRecord::id).toList();
        }
    }

    @AfterEach
    void leaveMicrosoftAsItWas() {
        MICROSOFT.heal();
        assertThat(MICROSOFT.defects()).isEmpty();
    }

    Connected connect() {
        GraphMailbox mailbox = MICROSOFT.addUser(UUID.randomUUID() + "@outlook.com");
        MicrosoftStandIn.Tokens tokens = MICROSOFT.grant(mailbox.email());
        String user = someone();
        String setup = json.createObjectNode()
                .put("access_token", tokens.access())
                .put("refresh_token", tokens.refresh())
                .put("expires_in", 3_000)
                .toString();
        assertThat(send("POST", "/integrations/outlook_integration_setup", token(user), setup)
                        .status())
                .isEqualTo(200);
        Tenant tenant = tenants.meet(TenantKind.USER, user);
        UUID id = connections
                .find(tenant, Slot.ofProvider("outlook"))
                .orElseThrow()
                .id();
        return new Connected(tenant, id, mailbox, token(user));
    }

    RecordPage page(
            Connected one, @Nullable String cursor, @Nullable String position, Map<String, String> filters, int limit) {
        Provider provider = providers.find("outlook").orElseThrow();
        return routes.call(
                "outlook-messages",
                new ReadRequest(
                        connections.open(one.tenant().id(), one.id()),
                        provider,
                        provider.dataType("messages").orElseThrow(),
                        cursor,
                        position,
                        filters,
                        limit),
                RecordPage.class);
    }

    /** Reads to the end. */
    Read read(Connected one, @Nullable String cursor, Map<String, String> filters) {
        List<SyncRecord> records = new ArrayList<>();
        RecordPage page = page(one, cursor, null, filters, 10);
        int pages = 1;
        records.addAll(page.records());
        for (; page.next() != null; pages++) {
            page = page(one, cursor, page.next(), filters, 10);
            records.addAll(page.records());
        }
        return new Read(records, String.valueOf(page.cursor()), pages);
    }

    Read everything(Connected one) {
        return read(one, null, Map.of());
    }

    Read since(Connected one, String cursor) {
        return read(one, cursor, Map.of());
    }
}
