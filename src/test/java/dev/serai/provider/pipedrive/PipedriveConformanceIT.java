package dev.serai.provider.pipedrive;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Pipedrive does what every provider does. */
class PipedriveConformanceIT extends ProviderConformance {

    private static final Instant LONG_AGO = Instant.parse("2026-02-01T10:00:00Z");

    private Company company = PIPEDRIVE.addCompany();
    private long first;

    @Override
    protected String provider() {
        return "pipedrive";
    }

    @Override
    protected StandInServer server() {
        return PIPEDRIVE.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().contains(PipedriveItems.ROOT);
    }

    @Override
    protected String dataType() {
        return "persons";
    }

    @Override
    protected String rightConfig() {
        company = PIPEDRIVE.addCompany();
        return "{\"apiToken\":\"" + PIPEDRIVE.apiToken(company) + "\"}";
    }

    @Override
    protected String wrongConfig() {
        return "{\"apiToken\":\"wrong\"}";
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < 27; i++) {
            long id = company.add("persons", Map.of("name", "n" + i), LONG_AGO.plusSeconds(60L * i));
            first = i == 0 ? id : first;
            ids.add(Long.toString(id));
        }
        return ids;
    }

    @Override
    protected String change() {
        company.change("persons", first, Map.of("name", "changed"), Instant.now());
        return Long.toString(first);
    }

    @Override
    protected void revoke() {
        PIPEDRIVE.revoke(company);
    }

    @Override
    protected int repeatedAtMost() {
        // The last one of the read before is within the overlap.
        return 1;
    }
}
