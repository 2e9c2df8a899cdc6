package dev.serai.event;

/**
 * An event that is committed, with its deliveries.
 *
 * @param id the sender's own id where it gave one, else the hub's
 * @param type the event's type
 * @param deliveries how many webhooks will get it
 */
public record AcceptedEvent(String id, String type, int deliveries) {}
