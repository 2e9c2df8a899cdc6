package dev.serai.provider.sap;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** SAP, connected as people write it: the system's address, a user and a password. */
class SapConformanceIT extends ProviderConformance {

    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(10));

    private final SapStandIn sap = new SapStandIn();
    private String first = "";

    @AfterEach
    void closeSystem() {
        sap.close();
    }

    @Override
    protected String provider() {
        return "sap";
    }

    @Override
    protected StandInServer server() {
        return sap.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().contains("A_BusinessPartner");
    }

    @Override
    protected String dataType() {
        return "contacts";
    }

    @Override
    protected String rightConfig() {
        sap.addUser("COMM_USER", "pass&word=%41+ä");
        return config("pass&word=%41+ä");
    }

    @Override
    protected String wrongConfig() {
        return config("guessed");
    }

    private String config(String password) {
        return "{\"url\":\"" + sap.url() + "\",\"username\":\"COMM_USER\",\"password\":\"" + password
                + "\",\"client\":\"100\"}";
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            ids.add(sap.addPartner("100", "1", "Lovelace " + i, LONG_AGO));
        }
        sap.addPartner("100", "2", "Analytical Engines", LONG_AGO);
        sap.addPartner("200", "1", "Somebody else's", LONG_AGO);
        first = ids.iterator().next();
        return ids;
    }

    @Override
    protected String change() {
        sap.change("100", first, "LastName", "Byron", Instant.now());
        return first;
    }

    @Override
    protected void revoke() {
        sap.removeUser("COMM_USER");
    }
}
