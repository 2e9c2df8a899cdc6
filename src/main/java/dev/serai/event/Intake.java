package dev.serai.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request to take events in, on its way to a commit.
 *
 * @param tenantId whose events they are
 * @param events the events, each checked and with its id
 * @param key the request's idempotency key; null when it has none
 * @param fingerprint what tells two requests with the same key apart
 * @param accepted completed once everything is committed, in the order of the events
 */
record Intake(
        long tenantId,
        List<Event> events,
        @Nullable String key,
        byte[] fingerprint,
        CompletableFuture<List<AcceptedEvent>> accepted) {

    static Intake of(long tenantId, List<Event> events, @Nullable String key) {
        return new Intake(tenantId, events, key, fingerprint(events), new CompletableFuture<>());
    }

    private static byte[] fingerprint(List<Event> events) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Event event : events) {
                digest.update(event.type().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(event.data().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
