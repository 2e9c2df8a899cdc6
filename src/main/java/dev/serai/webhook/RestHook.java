package dev.serai.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A webhook that a program subscribed with a key, for one event type.
 *
 * @param targetUrl where its events go
 * @param event the event type
 */
public record RestHook(UUID id, String targetUrl, String event, Instant createdAt) {}
