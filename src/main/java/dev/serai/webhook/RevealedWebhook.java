package dev.serai.webhook;

/**
 * A webhook together with its secret, for the one answer that tells it.
 *
 * @param secret the signing secret in clear
 */
public record RevealedWebhook(Webhook webhook, String secret) {

    @Override
    public String toString() {
        return "RevealedWebhook[" + webhook.id() + "]";
    }
}
