package dev.serai.webhook.delivery;

/**
 * How many deliveries of a lane to claim.
 *
 * @param count at least 1
 */
record Quota(Lane lane, int count) {}
