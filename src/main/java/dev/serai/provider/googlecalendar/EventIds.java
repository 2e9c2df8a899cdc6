package dev.serai.provider.googlecalendar;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * The ids of the events that the hub makes: the same appointment always gets the same one, so that a repeated request
 * can't make a second event.
 */
final class EventIds {

    private static final int BYTES = 20;
    private static final int BASE = 32;
    private static final int DIGITS = BYTES * 8 / 5;

    private EventIds() {}

    /**
     * @param generation which event of the appointment it is; the id of a deleted one can't be used again
     * @return an id in Google's alphabet, base32hex in lower case (RFC 4648, section 7)
     */
    static String of(UUID connectionId, String appointmentId, int generation) {
        byte[] hash = sha256(connectionId + "\n" + generation + "\n" + appointmentId);
        // Java's digits to the base 32 are those of base32hex.
        String digits = new BigInteger(1, Arrays.copyOf(hash, BYTES)).toString(BASE);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
