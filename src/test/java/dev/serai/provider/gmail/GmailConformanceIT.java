package dev.serai.provider.gmail;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.google.Tokens;
import dev.serai.provider.google.UserMailbox;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Gmail does what every provider does. */
class GmailConformanceIT extends ProviderConformance {

    private UserMailbox mailbox;
    private String someId;

    @Override
    protected String provider() {
        return "gmail";
    }

    @Override
    protected StandInServer server() {
        return GOOGLE.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> GoogleCall.isGmail(call) && GOOGLE.isTokenOf(mailbox.email(), call);
    }

    @Override
    protected String dataType() {
        return "messages";
    }

    @Override
    protected String rightConfig() {
        String email = UUID.randomUUID() + "@gmail.com";
        GOOGLE.addUser(email);
        mailbox = GOOGLE.mailbox(email);
        Tokens tokens = GOOGLE.grant(email, GoogleStandIn.MAIL_SCOPE, GoogleStandIn.SEND_SCOPE, "openid", "email");
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
        GOOGLE.revokeGrant(mailbox.email());
    }
}
