package dev.serai.trace;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace something happens, as W3C Trace Context has it (level 1, section 3.2).
 *
 * @param traceId 32 lower-case hexadecimal digits, not all of them zero
 * @param spanId 16 of them, likewise
 * @param sampled whether whoever began the trace records it
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

    /** The header that carries it. */
    public static final String HEADER = "traceparent";

    // A later version may say more, but begins like this one.
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}" + "-[0-9a-f]{2}(-[\\x20-\\x7e]*)?");

    private static final int LENGTH = 55;
    private static final int LONGEST = 512;

    /**
     * Reads a {@code traceparent}.
     *
     * @param header its value; null: there is none
     * @return empty when it is none that the standard allows, which is then to be ignored
     */
    public static Optional<TraceContext> parse(@Nullable String header) {
        if (header == null
                || header.length() < LENGTH
                || header.length() > LONGEST
                || (header.startsWith("00") && header.length() > LENGTH)
                || !FORM.matcher(header).matches()) {
            return Optional.empty();
        }
        boolean sampled = (Character.digit(header.charAt(LENGTH - 1), 16) & 1) == 1;
        return Optional.of(new TraceContext(header.substring(3, 35), header.substring(36, 52), sampled));
    }

    /**
     * Makes the trace of an event that came without one: its id is the event's, so that each attempt finds the same.
     *
     * @param id the event's id
     */
    public static TraceContext of(UUID id) {
        String low = hex(id.getLeastSignificantBits());
        return new TraceContext(hex(id.getMostSignificantBits()) + low, low, false);
    }

    /** @return a new place in the same trace */
    public TraceContext next() {
        long span;
        do {
            span = ThreadLocalRandom.current().nextLong();
        } while (span == 0);
        return new TraceContext(traceId, hex(span), sampled);
    }

    /** @return the value of the header */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String hex(long bits) {
        char[] digits = new char[16];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = Character.forDigit((int) (bits >>> (60 - 4 * i)) & 0xf, 16);
        }
        return new String(digits);
    }
}
