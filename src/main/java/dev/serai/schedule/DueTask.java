package dev.serai.schedule;

import java.util.UUID;

/**
 * A task that this hub has claimed.
 *
 * @param kind what is to be done, such as {@code refresh-credential}
 * @param tenantId whose connection it is about
 * @param connectionId the connection it is about; the event, for routes that react to events
 * @param attempt the number of this attempt, counted from 1; it begins anew after a success
 * @param claim proves the claim: a hub that lost it changes nothing any more
 */
public record DueTask(String kind, long tenantId, UUID connectionId, int attempt, UUID claim) {

    /** The exchange property in which a route says when its task is due again, an {@link java.time.Instant}. */
    public static final String NEXT = "task.next";
}
