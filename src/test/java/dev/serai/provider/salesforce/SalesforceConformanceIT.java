package dev.serai.provider.salesforce;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Salesforce, connected as the callcenter contract shows: by user name, password, security token and domain. */
class SalesforceConformanceIT extends ProviderConformance {

    private final StandInOrg org = SALESFORCE.addOrg();
    private String username = "";

    @AfterEach
    void closeOrg() {
        org.close();
    }

    @Override
    protected String provider() {
        return "salesforce";
    }

    @Override
    protected StandInServer server() {
        return org.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().contains("/query");
    }

    @Override
    protected String dataType() {
        return "contacts";
    }

    @Override
    protected String rightConfig() {
        username = "user-" + UUID.randomUUID() + "@example.com";
        SALESFORCE.addUser(org, username, "password", "token");
        return config("password");
    }

    @Override
    protected String wrongConfig() {
        return config("guessed");
    }

    private String config(String password) {
        return "{\"username\":\"" + username + "\",\"password\":\"" + password
                + "\",\"security_token\":\"token\",\"domain\":\"company.salesforce.com\"}";
    }

    @Override
    protected Set<String> seed() {
        return IntStream.range(0, 25)
                .mapToObj(i -> org.add("Contact", StandInOrg.record("{\"LastName\":\"Lovelace " + i + "\"}")))
                .collect(Collectors.toSet());
    }

    @Override
    protected String change() {
        org.pass(60);
        return org.add("Contact", StandInOrg.record("{\"LastName\":\"Byron\"}"));
    }

    @Override
    protected void revoke() {
        SALESFORCE.addUser(org, username, "changed", "token");
        org.endSessions();
    }
}
