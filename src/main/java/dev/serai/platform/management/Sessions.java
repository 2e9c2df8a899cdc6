package dev.serai.platform.management;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.tenancy.Operator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Who is logged in with a browser. It is known to this hub only, and forgotten when the hub ends. */
@Component
class Sessions {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Cache<String, Session> sessions;

    Sessions(Clock clock) {
        this.clock = clock;
        this.sessions = Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterAccess(IDLE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * A browser that somebody has logged in with.
     *
     * @param id what the browser's cookie says, and no script can read
     * @param proof what the page's script reads and sends along, and another site's can't
     * @param until when it ends at the latest
     */
    record Session(String id, String proof, Operator operator, Instant until) {

        boolean isProvenBy(String given) {
            return MessageDigest.isEqual(
                    proof.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Session[" + operator.name() + "]";
        }
    }

    /** Begins a session. */
    Session begin(Operator operator) {
        Session session = new Session(
                unguessable(), unguessable(), operator, clock.instant().plus(LONGEST));
        sessions.put(session.id(), session);
        return session;
    }

    /** @return the session with this id; empty when there is none, or no more */
    Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.getIfPresent(id))
                .filter(session -> clock.instant().isBefore(session.until()));
    }

    void end(String id) {
        sessions.invalidate(id);
    }

    private String unguessable() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
