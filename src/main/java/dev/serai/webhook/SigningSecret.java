package dev.serai.webhook;

import dev.serai.refusal.Invalid;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret that a webhook's deliveries are signed with. The hub's own are {@code whsec_} and base64, as Standard
 * Webhooks has it; an owner may bring any text.
 *
 * @param text the secret as owner and receiver write it
 */
public record SigningSecret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final Pattern GIVEN = Pattern.compile("[\\x21-\\x7e]{8,255}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @return a new secret */
    static SigningSecret create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Takes a secret that an owner brings.
     *
     * @throws Invalid naming {@code secret}
     */
    static SigningSecret given(String text) {
        if (!GIVEN.matcher(text).matches()) {
            throw new Invalid("secret", "must have 8 to 255 visible ASCII characters");
        }
        SigningSecret secret = new SigningSecret(text);
        try {
            secret.standardKey();
        } catch (IllegalArgumentException notBase64) {
            throw new Invalid("secret", "begins with whsec_ but is not followed by base64");
        }
        return secret;
    }

    /** @return the key of {@code X-Webhook-Signature}: the text as it stands */
    public byte[] plainKey() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @return the key of {@code webhook-signature}: what {@code whsec_} encodes, or the text without such a prefix */
    public byte[] standardKey() {
        return text.startsWith(PREFIX) ? Base64.getDecoder().decode(text.substring(PREFIX.length())) : plainKey();
    }

    @Override
    public String toString() {
        return "SigningSecret[********]";
    }
}
