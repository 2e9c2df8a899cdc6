package dev.serai.api.callcenter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.SecretHeaders;
import dev.serai.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the contract shows it.
 *
 * @param headers the further headers; values that may be secret are masked
 * @param secret the signing secret, in clear in the answer that registers the webhook, else masked
 */
record CallcenterWebhook(
        UUID id,
        String url,
        List<String> events,
        @Nullable String description,
        Map<String, String> headers,
        String secret,
        String status,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    private static final String MASK = "********";

    static CallcenterWebhook of(Webhook webhook) {
        return of(webhook, MASK);
    }

    static CallcenterWebhook of(RevealedWebhook revealed) {
        return of(revealed.webhook(), revealed.secret());
    }

    private static CallcenterWebhook of(Webhook webhook, String secret) {
        return new CallcenterWebhook(
                webhook.id(),
                webhook.url(),
                webhook.events(),
                webhook.description(),
                SecretHeaders.masked(webhook.headers()),
                secret,
                webhook.status().word(),
                webhook.createdAt(),
                webhook.updatedAt());
    }

    @Override
    public String toString() {
        return "CallcenterWebhook[" + id + "]";
    }
}
