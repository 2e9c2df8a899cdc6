package dev.serai.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.vault.Vault;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Seals and opens what of a webhook is secret: its signing secrets and its headers, which often carry tokens. */
@Component
class WebhookSecrets {

    static final String SECRET = "webhook.secret:";
    static final String PREVIOUS_SECRET = "webhook.previous_secret:";
    static final String HEADERS = "webhook.headers:";

    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

    private final Vault vault;
    private final ObjectMapper json;

    WebhookSecrets(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    byte[] sealSecret(UUID webhookId, SigningSecret secret) {
        return vault.seal(SECRET + webhookId, secret.text());
    }

    byte[] sealPreviousSecret(UUID webhookId, SigningSecret secret) {
        return vault.seal(PREVIOUS_SECRET + webhookId, secret.text());
    }

    byte[] sealHeaders(UUID webhookId, Map<String, String> headers) {
        try {
            return vault.seal(HEADERS + webhookId, json.writeValueAsString(headers));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of strings always becomes JSON", impossible);
        }
    }

    SigningSecret openSecret(UUID webhookId, byte[] sealed) {
        return new SigningSecret(vault.open(SECRET + webhookId, sealed));
    }

    SigningSecret openPreviousSecret(UUID webhookId, byte[] sealed) {
        return new SigningSecret(vault.open(PREVIOUS_SECRET + webhookId, sealed));
    }

    Map<String, String> openHeaders(UUID webhookId, byte[] sealed) {
        try {
            return json.readValue(vault.open(HEADERS + webhookId, sealed), MAP);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("webhook.headers holds no map of strings");
        }
    }
}
