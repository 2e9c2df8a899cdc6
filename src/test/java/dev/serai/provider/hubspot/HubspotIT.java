package dev.serai.provider.hubspot;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** HubSpot does what every provider does. */
class HubspotIT extends ProviderConformance {

    private static final Instant LONG_AGO = Instant.parse("2026-01-05T08:00:00Z");

    private Portal portal = HUBSPOT.addPortal();
    private String first = "";

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
        // A check of the connection's health asks for one contact.
        return call -> HubspotStandIn.isCrm(call) && !"1".equals(call.parameter("limit"));
    }

    @Override
    protected String dataType() {
        return "contacts";
    }

    @Override
    protected String rightConfig() {
        portal = HUBSPOT.addPortal();
        return "{\"accessToken\":\"" + HUBSPOT.grant(portal).access() + "\"}";
    }

    @Override
    protected String wrongConfig() {
        return "{\"accessToken\":\"pat-na1-wrong\"}";
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < 27; i++) {
            ids.add(portal.add("contacts", Map.of("email", "c" + i + "@example.com"), LONG_AGO.plusSeconds(60L * i)));
        }
        first = ids.iterator().next();
        return ids;
    }

    @Override
    protected String change() {
        portal.change("contacts", first, Map.of("phone", "1"));
        return first;
    }

    @Override
    protected void revoke() {
        HUBSPOT.uninstall(portal);
    }

    @Override
    protected int repeatedAtMost() {
        // The last one of the read before is within the overlap.
        return 1;
    }
}
