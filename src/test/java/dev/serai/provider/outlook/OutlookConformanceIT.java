package dev.serai.provider.outlook;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Outlook does what every provider does. */
class OutlookConformanceIT extends ProviderConformance {

    private static final int PASSWORD_CHANGED = 50_173;

    private GraphMailbox mailbox;
    private String someId;

    @Override
    protected String provider() {
        return "outlook";
    }

    @Override
    protected StandInServer server() {
        return MICROSOFT.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().endsWith("/delta") && MICROSOFT.isTokenOf(mailbox.email(), call);
    }

    @Override
    protected String dataType() {
        return "messages";
    }

    @Override
    protected String rightConfig() {
        mailbox = MICROSOFT.addUser(UUID.randomUUID() + "@outlook.com");
        MicrosoftStandIn.Tokens tokens = MICROSOFT.grant(mailbox.email());
        return "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":3000}"
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
            someId = mailbox.receive("ada@example.com", "Message " + i, "Text");
            ids.add(someId);
        }
        return ids;
    }

    @Override
    protected String change() {
        mailbox.read(someId);
        return someId;
    }

    @Override
    protected void revoke() {
        MICROSOFT.refuses(mailbox.email(), PASSWORD_CHANGED);
    }
}
