package dev.serai.provider.sap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.connection.OpenConnection;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The sessions for writing, one for each connection that has written lately; the others are forgotten. */
@Component
class WriteSessions {

    private static final int MOST = 1_000;

    /** Systems end sessions that are idle for longer. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Cache<Key, WriteSession> sessions =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

    /** A connection with another address, user or password is not the one before: its session would outlive them. */
    private record Key(UUID connectionId, int configuration) {}

    WriteSession of(OpenConnection connection) {
        return sessions.get(new Key(connection.id(), connection.config().hashCode()), unknown -> new WriteSession());
    }
}
