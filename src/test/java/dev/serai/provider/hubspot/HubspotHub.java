package dev.serai.provider.hubspot;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A user of the hub who has set HubSpot up, with an account of HubSpot's of their own. */
abstract class HubspotHub extends RunningHub {

    /** The user of this test. */
    final String user = someone();

    /** The user's account. */
    final Portal portal = HUBSPOT.addPortal();

    HubspotStandIn.Tokens tokens;

    @Autowired
    Connections connections;

    @Autowired
    Tenants tenants;

    @BeforeEach
    void setHubspotUp() {
        tokens = HUBSPOT.grant(portal);
        Reply done = setUp(user, tokens);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
    }

    @AfterEach
    void leaveHubspotWell() {
        HUBSPOT.heal();
        assertThat(HUBSPOT.server().defects()).isEmpty();
    }

    Reply setUp(String owner, HubspotStandIn.Tokens given) {
        return send(
                "POST",
                "/integrations/hubspot_integration_setup",
                token(owner),
                "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":1800}"
                        .formatted(given.access(), given.refresh()));
    }

    /** @return whether a call goes to the CRM with this test's first token, and is no check of the connection's health */
    boolean isMine(Call call) {
        return HubspotStandIn.isCrm(call)
                && String.valueOf(call.authorization()).endsWith(tokens.access())
                && !"1".equals(call.parameter("limit"));
    }

    Tenant tenant() {
        return tenants.meet(TenantKind.USER, user);
    }

    OpenConnection connection() {
        return connections.open(
                tenant().id(),
                connections
                        .find(tenant(), Slot.ofProvider("hubspot"))
                        .orElseThrow()
                        .id());
    }
}
