package dev.serai.hook;

import dev.serai.provider.Hooks.Encoding;
import dev.serai.provider.Hooks.Signature;
import dev.serai.provider.Hooks.Timestamp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a call proves itself with, over the bytes that came.
 *
 * @param signature how the provider signs
 * @param uri the whole address that the provider calls
 */
record HookProof(Signature signature, String uri) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String METHOD = "POST";
    private static final Pattern PLACE = Pattern.compile("\\{(timestamp|body|method|uri)}");

    /**
     * Always takes the same way, so that how long it takes does not tell which part was wrong.
     *
     * @param secret what the provider signs with
     * @return whether the call is the provider's, and not too old or from the future
     */
    boolean holds(HookCall call, String secret, Instant now) {
        String timestamp = timestamp(call);
        byte[] right = hmac(secret, signed(call, timestamp));
        boolean matches = MessageDigest.isEqual(right, given(call));
        return isFresh(timestamp, now) & matches;
    }

    /** @return what a call's replay is known by: its signature as it was sent */
    String spoken(HookCall call) {
        return String.valueOf(part(call.headers().get(signature.header()), signature.part()));
    }

    private @Nullable String timestamp(HookCall call) {
        Timestamp timestamp = signature.timestamp();
        if (timestamp == null) {
            return null;
        }
        String header = timestamp.header() == null ? signature.header() : timestamp.header();
        return part(call.headers().get(header), timestamp.part());
    }

    private boolean isFresh(@Nullable String text, Instant now) {
        Timestamp timestamp = signature.timestamp();
        if (timestamp == null) {
            return true;
        }
        return timestamp
                .form()
                .parsed(text)
                .map(made -> Duration.between(made, now).abs().compareTo(timestamp.tolerance()) <= 0)
                .orElse(false);
    }

    private byte[] signed(HookCall call, @Nullable String timestamp) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(call.body().length + 128);
        Matcher place = PLACE.matcher(signature.text());
        int end = 0;
        while (place.find()) {
            text.writeBytes(bytes(signature.text().substring(end, place.start())));
            end = place.end();
            text.writeBytes(
                    switch (place.group(1)) {
                        case "timestamp" -> bytes(String.valueOf(timestamp));
                        case "body" -> call.body();
                        case "method" -> bytes(METHOD);
                        default -> bytes(uri);
                    });
        }
        text.writeBytes(bytes(signature.text().substring(end)));
        return text.toByteArray();
    }

    private byte[] given(HookCall call) {
        String text = part(call.headers().get(signature.header()), signature.part());
        if (text == null || !text.startsWith(signature.prefix())) {
            return new byte[0];
        }
        String encoded = text.substring(signature.prefix().length());
        try {
            return signature.encoding() == Encoding.HEX
                    ? HexFormat.of().parseHex(encoded)
                    : Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException otherText) {
            return new byte[0];
        }
    }

    /** @return a part of a header such as {@code t=1,v1=2}, or all of it; null when it is not there */
    private static @Nullable String part(@Nullable String header, @Nullable String name) {
        if (header == null || name == null) {
            return header == null ? null : header.strip();
        }
        for (String part : header.split(",")) {
            int equals = part.indexOf('=');
            if (equals >= 0 && part.substring(0, equals).strip().equals(name)) {
                return part.substring(equals + 1).strip();
            }
        }
        return null;
    }

    /** @return HMAC-SHA256 (RFC 2104) with a secret's text as it stands */
    static byte[] hmac(String secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
