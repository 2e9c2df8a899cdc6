package dev.serai.platform.management;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.refusal.TooManyRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Makes guessing a client's secret slow: after ten wrong ones from one address nobody there is let in as this client for
 * a minute. What other addresses do, tokens, and who is logged in already, are not touched.
 */
@Component
class FailedLogins {

    private static final int ALLOWED = 10;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Cache<Attempt, Integer> failures;

    FailedLogins(Clock clock) {
        this.failures = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(PAUSE)
                .ticker(ticker(clock))
                .build();
    }

    private record Attempt(String address, String client) {}

    /**
     * Asks whether a login may be tried.
     *
     * @throws TooManyRequests when there were too many wrong ones
     */
    void check(String address, String client) {
        Integer count = failures.getIfPresent(new Attempt(address, client));
        if (count != null && count >= ALLOWED) {
            throw new TooManyRequests("Too many failed logins, try again in a minute", PAUSE.toSeconds());
        }
    }

    /** Counts a wrong login. */
    void failed(String address, String client) {
        // Put anew each time, so that the minute begins with the last one.
        failures.asMap().merge(new Attempt(address, client), 1, Integer::sum);
    }

    private static Ticker ticker(Clock clock) {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }
}
