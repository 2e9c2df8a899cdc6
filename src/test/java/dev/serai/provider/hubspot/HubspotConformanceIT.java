package dev.serai.provider.hubspot;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** HubSpot does what every provider does. */
class HubspotConformanceIT extends ProviderConformance {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private Portal portal;
    private String someId;

    @Override
    protected String provider() {
        return "hubspot";
    }

    @Override
    protected StandInServer server() {
        return HUBSPOT.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return HubspotStandIn::isCrm;
    }

    @Override
    protected String dataType() {
        return "contacts";
    }

    @Override
    protected String rightConfig() {
        portal = HUBSPOT.addPortal();
        HubspotStandIn.Tokens tokens = HUBSPOT.grant(portal);
        return "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":1800}"
                .formatted(tokens.access(), tokens.refresh());
    }

    @Override
    protected String wrongConfig() {
        return "{\"access_token\":\"made-up\",\"refresh_token\":\"made-up-too\"}";
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 25; i++) {
            someId = portal.add(
                    "contacts", Map.of("email", "person" + i + "@example.com"), LONG_AGO.plusSeconds(60L * i));
            ids.add(someId);
        }
        return ids;
    }

    @Override
    protected String change() {
        portal.change("contacts", someId, Map.of("phone", "1"));
        return someId;
    }

    @Override
    protected void revoke() {
        HUBSPOT.uninstall(portal);
    }

    @AfterEach
    void healHubspot() {
        HUBSPOT.heal();
    }
}
