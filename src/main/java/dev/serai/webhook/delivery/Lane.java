package dev.serai.webhook.delivery;

import java.util.UUID;

/**
 * The deliveries of one webhook that are under way, as a look at the head of its queue shows it.
 *
 * @param waitMillis milliseconds until its first delivery is due and its receiver may be talked to; 0 or less: now
 * @param paused whether its receiver is only probed
 * @param draining whether its receiver has just recovered and gets its backlog slowly
 */
record Lane(long tenantId, UUID webhookId, long waitMillis, boolean paused, boolean draining) {

    boolean isReady() {
        return waitMillis <= 0;
    }
}
