package dev.serai.provider.calendly;

import dev.serai.api.provider.ProviderConformance;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Calendly does what every provider does. */
class CalendlyConformanceIT extends ProviderConformance {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SOON = Instant.parse("2027-02-01T10:00:00Z");

    private CalendlyStandIn.User user;
    private String someEvent;

    @Override
    protected String provider() {
        return "calendly";
    }

    @Override
    protected StandInServer server() {
        return CALENDLY.server();
    }

    @Override
    protected Predicate<Call> reads() {
        return call -> call.path().startsWith("/scheduled_events");
    }

    @Override
    protected String dataType() {
        return "scheduled_events";
    }

    @Override
    protected String rightConfig() {
        user = CALENDLY.addUser(UUID.randomUUID() + "@example.com");
        return "{\"accessToken\":\"" + user.token() + "\"}";
    }

    @Override
    protected String wrongConfig() {
        return "{\"accessToken\":\"made-up\"}";
    }

    @Override
    protected Set<String> seed() {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 25; i++) {
            someEvent = user.book("Event " + i, SOON.plus(Duration.ofHours(i)), LONG_AGO.plusSeconds(i));
            ids.add(someEvent);
        }
        return ids;
    }

    @Override
    protected String change() {
        user.cancel(someEvent, LONG_AGO.plusSeconds(3_600));
        return someEvent;
    }

    @Override
    protected void revoke() {
        CALENDLY.expireTokens(user);
    }
}
