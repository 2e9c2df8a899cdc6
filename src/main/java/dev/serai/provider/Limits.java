package dev.serai.provider;

import org.jspecify.annotations.Nullable;

/**
 * How fast a provider may be called, and how it says that it was too fast.
 *
 * @param requestsPerSecond the pace of one connection; null: no limit is known
 * @param remaining the header that tells how many requests are left; null: there is none
 * @param retryAfter how long to wait after a refusal, by the header that says it; null: {@code Retry-After} as HTTP has
 *     it
 */
public record Limits(@Nullable Double requestsPerSecond, @Nullable String remaining, @Nullable Wait retryAfter) {

    /** A provider of which no limit is known. */
    public static final Limits UNKNOWN = new Limits(null, null, null);

    /**
     * A header that says how long to wait.
     *
     * @param header its name
     * @param unit what its value is
     */
    public record Wait(String header, Unit unit) {}

    /** What a header's value is. */
    public enum Unit {
        SECONDS,
        MILLISECONDS,
        /** Seconds since 1970. */
        EPOCH_SECONDS,
        /** Milliseconds since 1970. */
        EPOCH_MILLISECONDS,
        /** A moment in ISO 8601. */
        ISO_DATE
    }
}
