package dev.serai.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A delivery that failed for the last time, with what it should have told.
 *
 * @param delivery the delivery as the log shows it
 * @param data the event's data
 */
public record DeadLetter(DeliveryRecord delivery, JsonNode data) {}
