package dev.serai.webhook.delivery;

import dev.serai.tenancy.TenantKind;
import dev.serai.trace.TraceContext;
import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that this hub has claimed and may send.
 *
 * @param version the webhook's version at the claim
 * @param tenantKind which claim names the tenant, for the body
 * @param tenantExternalId the tenant's id there
 * @param attempt the number of the attempt to make, from 1
 * @param finalAttempt the number of the last attempt it has
 * @param probe whether its receiver is paused and this is the try whether it is back
 * @param eventType the event's type
 * @param occurredAt when the event happened
 * @param data the event's data, a JSON object as text
 * @param trace where in a trace the event was accepted
 */
public record ClaimedDelivery(
        UUID id,
        long tenantId,
        UUID webhookId,
        int version,
        TenantKind tenantKind,
        String tenantExternalId,
        UUID eventId,
        int attempt,
        int finalAttempt,
        boolean probe,
        String eventType,
        Instant occurredAt,
        String data,
        TraceContext trace) {}
