package dev.serai.provider.calendly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.connection.Slot;
import dev.serai.provider.standin.Call;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A user of the hub who has set Calendly up, with a Calendly account of their own. */
abstract class CalendlyHub extends RunningHub {

    /** The user of this test. */
    final String person = someone();

    /** The same in Calendly. */
    final CalendlyStandIn.User user = CALENDLY.addUser(UUID.randomUUID() + "@example.com");

    final String pat = user.token();

    @Autowired
    Connections connections;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcTemplate database;

    @BeforeEach
    void setCalendlyUp() {
        setUp(pat).expect(200);
    }

    @AfterEach
    void leaveCalendlyWell() {
        CALENDLY.faults().clear();
        assertThat(CALENDLY.defects()).isEmpty();
    }

    Reply setUp(String token) {
        return send(
                "POST", "/integrations/calendly_integration_setup", token(person), "{\"pat_token\":\"" + token + "\"}");
    }

    Reply ask(String method, String path, @Nullable String body) {
        return send(method, "/integrations/calendly" + path, token(person), body);
    }

    Tenant tenant() {
        return tenants.meet(TenantKind.USER, person);
    }

    UUID connectionId() {
        return connections
                .find(tenant(), Slot.ofProvider("calendly"))
                .orElseThrow()
                .id();
    }

    OpenConnection connection() {
        return connections.open(tenant().id(), connectionId());
    }

    /** @return whether a call is of this test's user, to what begins so */
    Predicate<Call> mine(String path) {
        return call ->
                ("Bearer " + pat).equals(call.authorization()) && call.path().startsWith(path);
    }

    /** @return this user's calls so far to what begins so */
    List<Call> calls(String path) {
        return CALENDLY.calls().stream().filter(mine(path)).toList();
    }

    /** @return the messages in the connection's log */
    List<String> logged() {
        return database.queryForList(
                "SELECT message FROM connection_log WHERE connection_id = ? ORDER BY id", String.class, connectionId());
    }
}
