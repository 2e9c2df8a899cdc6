package dev.serai.provider.zoom;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Zoom does what every provider does, but for telling what has changed. */
class ZoomConformanceIT extends ProviderConformance {

    private ZoomStandIn.Account account;

    @Override
    protected String provider() {
        return "zoom";
    }

    @Override
    protected StandInServer server() {
        return ZOOM.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().equals("/v2/users/me/meetings");
    }

    @Override
    protected String dataType() {
        return "meetings";
    }

    @Override
    protected String rightConfig() {
        account = ZOOM.addAccount();
        return config(account.clientSecret());
    }

    @Override
    protected String wrongConfig() {
        return config("made-up");
    }

    private String config(String secret) {
        return "{\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"accountId\":\"%s\"}"
                .formatted(account.clientId(), secret, account.id());
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 25; i++) {
            ids.add(account.schedule("Meeting " + i));
        }
        return ids;
    }

    @Override
    protected String change() {
        return account.schedule("Another");
    }

    @Override
    protected void revoke() {
        ZOOM.deactivate(account);
    }

    @Override
    protected String noChangesBecause() {
        return "Zoom does not say when a meeting last changed, and can't be asked for changes";
    }
}
