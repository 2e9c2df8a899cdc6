package dev.serai.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request to take events in, on its way to a commit.
 *
 * @param tenantId whose events they are
 * @param events the events, each checked and with its id
 * @param key the request's idempotency key; null when it has none
 * @param source the way by which they come in
 * @param fingerprint what tells two requests with the same key apart
 * @param accepted completed once everything is committed, in the order of the events
 */
record Intake(
        long tenantId,
        List<Event> events,
        @Nullable String key,
        EventSource source,
        byte[] fingerprint,
        CompletableFuture<List<AcceptedEvent>> accepted) {

    /** @param given the events as they were brought in, before the hub added what they left open */
    static Intake of(
            long tenantId, List<Event> events, List<NewEvent> given, @Nullable String key, EventSource source) {
        return new Intake(tenantId, events, key, source, fingerprint(events, given), new CompletableFuture<>());
    }

    /** @return how much event data it brings */
    long size() {
        return events.stream().mapToLong(event -> event.data().length()).sum();
    }

    /** @return whether it was answered already, because it waited too long */
    boolean isAbandoned() {
        return accepted.isDone();
    }

    private static byte[] fingerprint(List<Event> events, List<NewEvent> given) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < events.size(); i++) {
                Event event = events.get(i);
                // What the request left open is no part of it: a repeat leaves it open as well.
                Instant occurredAt = given.get(i).occurredAt();
                for (String part : new String[] {
                    event.type(),
                    event.data(),
                    event.senderId() == null ? "" : event.senderId(),
                    occurredAt == null ? "" : occurredAt.toString()
                }) {
                    digest.update(part.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                }
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
