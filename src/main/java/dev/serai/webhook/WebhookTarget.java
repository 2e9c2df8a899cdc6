package dev.serai.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to send: what the delivery engine needs of a webhook, with its secrets opened.
 *
 * @param secret what signs
 * @param previousSecret what signs beside it until {@code previousSecretUntil}; null: nothing
 * @param headers the headers to send beside the hub's own; a hook's key is among them, in clear
 * @param form how its bodies are made up
 * @param timeoutMs milliseconds for a whole exchange
 */
public record WebhookTarget(
        UUID webhookId,
        URI url,
        SigningSecret secret,
        @Nullable SigningSecret previousSecret,
        @Nullable Instant previousSecretUntil,
        Map<String, String> headers,
        PayloadForm form,
        int timeoutMs) {

    /** @return the secrets that sign at this moment, the current one first */
    public List<SigningSecret> secretsAt(Instant now) {
        return previousSecret != null && previousSecretUntil != null && now.isBefore(previousSecretUntil)
                ? List.of(secret, previousSecret)
                : List.of(secret);
    }

    /** @return what a receiver answered, without what it repeats of the secrets that it was sent */
    public String withoutSecrets(String answer) {
        return SecretHeaders.hiddenIn(answer, headers);
    }

    @Override
    public String toString() {
        return "WebhookTarget[" + webhookId + "]";
    }
}
