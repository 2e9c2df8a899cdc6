package dev.serai.webhook.delivery;

import dev.serai.webhook.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two signatures of a delivery: the contract's own, and that of Standard Webhooks 1.0. */
final class Signatures {

    private static final String HMAC = "HmacSHA256";

    private Signatures() {}

    /** @return {@code X-Webhook-Signature}: lower-case hex over the body as it is sent */
    static String plain(SigningSecret secret, byte[] body) {
        return HexFormat.of().formatHex(mac(secret.plainKey(), body));
    }

    /**
     * Signs as Standard Webhooks has it: one signature for each secret, separated by spaces.
     *
     * @param id the delivery's {@code webhook-id}
     * @param timestamp seconds since 1970, as {@code webhook-timestamp} says
     */
    static String standard(List<SigningSecret> secrets, String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(secret.standardKey(), head, body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + HMAC, missing);
        }
    }
}
