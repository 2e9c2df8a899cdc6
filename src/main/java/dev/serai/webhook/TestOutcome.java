package dev.serai.webhook;

import org.jspecify.annotations.Nullable;

/**
 * How a webhook test went.
 *
 * @param success whether the receiver answered 2xx
 * @param message a sentence for the caller
 * @param responseStatus the receiver's HTTP status; null when it did not answer
 */
public record TestOutcome(boolean success, String message, @Nullable Integer responseStatus) {}
