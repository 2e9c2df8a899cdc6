package dev.serai.provider.gmail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.RunningHub;
import dev.serai.call.Actions;
import dev.serai.call.ProviderRoutes;
import dev.serai.connection.Connections;
import dev.serai.connection.Slot;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.google.Tokens;
import dev.serai.provider.google.UserMailbox;
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

/** The running hub, with users who have set Gmail up by the {@code personal} contract. */
abstract class GmailHub extends RunningHub {

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
     * A user of the hub whose Gmail is set up.
     *
     * @param token proves the user to the hub
     */
    record Connected(Tenant tenant, UUID id, UserMailbox mailbox, String token) {

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
    void leaveGoogleAsItWas() {
        GOOGLE.heal();
        assertThat(GOOGLE.defects()).isEmpty();
    }

    Connected connect() {
        String email = UUID.randomUUID() + "@gmail.com";
        GOOGLE.addUser(email);
        Tokens tokens = GOOGLE.grant(email, GoogleStandIn.MAIL_SCOPE, GoogleStandIn.SEND_SCOPE, "openid", "email");
        String user = someone();
        String setup = json.createObjectNode()
                .put("access_token", tokens.access())
                .put("refresh_token", tokens.refresh())
                .put("expires_in", 3_000)
                .toString();
        assertThat(send("POST", "/integrations/gmail_integration_setup", token(user), setup)
                        .status())
                .isEqualTo(200);
        Tenant tenant = tenants.meet(TenantKind.USER, user);
        UUID id =
                connections.find(tenant, Slot.ofProvider("gmail")).orElseThrow().id();
        return new Connected(tenant, id, GOOGLE.mailbox(email), token(user));
    }

    JsonNode act(Connected one, String route, Map<String, Object> input) {
        return actions.run(one.tenant().id(), one.id(), route, input);
    }

    RecordPage page(
            Connected one, @Nullable String cursor, @Nullable String position, Map<String, String> filters, int limit) {
        Provider provider = providers.find("gmail").orElseThrow();
        return routes.call(
                "gmail-messages",
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
    Read read(Connected one, @Nullable String cursor, Map<String, String> filters, int limit) {
        List<SyncRecord> records = new ArrayList<>();
        RecordPage page = page(one, cursor, null, filters, limit);
        int pages = 1;
        records.addAll(page.records());
        for (; page.next() != null; pages++) {
            page = page(one, cursor, page.next(), filters, limit);
            records.addAll(page.records());
        }
        return new Read(records, String.valueOf(page.cursor()), pages);
    }

    Read everything(Connected one) {
        return read(one, null, Map.of(), 10);
    }

    Read since(Connected one, String cursor) {
        return read(one, cursor, Map.of(), 10);
    }
}
