package dev.serai.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as providers do, without the hub's own code. */
public final class Signed {

    private Signed() {}

    /** @return Zoom's headers for a body */
    public static Map<String, String> asZoom(String secret, String body, Instant at) {
        long seconds = at.getEpochSecond();
        return Map.of(
                "x-zm-request-timestamp",
                Long.toString(seconds),
                "x-zm-signature",
                "v0=" + hex(secret, "v0:" + seconds + ":" + body));
    }

    /** @return Calendly's header for a body */
    public static Map<String, String> asCalendly(String secret, String body, Instant at) {
        long seconds = at.getEpochSecond();
        return Map.of("Calendly-Webhook-Signature", "t=" + seconds + ",v1=" + hex(secret, seconds + "." + body));
    }

    /** @return HMAC-SHA256 in hexadecimal */
    public static String hex(String secret, String text) {
        return HexFormat.of().formatHex(hmac(secret, text));
    }

    static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
