package dev.serai.provider;

import dev.serai.egress.RetryAfter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast a provider may be called, and how it says that it was too fast.
 *
 * @param requestsPerSecond the pace of one connection; null: no limit is known
 * @param remaining the header that tells how many requests are left; null: there is none
 * @param reset the header that tells how long to wait where an answer has no {@code Retry-After}; null: there is none
 */
public record Limits(@Nullable Double requestsPerSecond, @Nullable String remaining, @Nullable Wait reset) {

    /** A provider of which no limit is known. */
    public static final Limits UNKNOWN = new Limits(null, null, null);

    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * A header that says how long to wait.
     *
     * @param header its name
     * @param unit what its value is
     */
    public record Wait(String header, Unit unit) {

        private Optional<Duration> read(String value, Instant now) {
            if (unit == Unit.ISO_DATE) {
                return isoDate(value).map(until -> Duration.between(now, until));
            }
            // Some count fractions.
            if (!value.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
                return Optional.empty();
            }
            boolean milliseconds = unit == Unit.MILLISECONDS || unit == Unit.EPOCH_MILLISECONDS;
            Duration told = Duration.ofMillis(new BigDecimal(value)
                    .scaleByPowerOfTen(milliseconds ? 0 : 3)
                    .longValue());
            boolean since1970 = unit == Unit.EPOCH_SECONDS || unit == Unit.EPOCH_MILLISECONDS;
            return Optional.of(since1970 ? told.minusMillis(now.toEpochMilli()) : told);
        }
    }

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

    /**
     * Reads how long the provider asks to be left alone: from {@code Retry-After} as HTTP has it or with a moment in ISO
     * 8601, else from the header that its file names.
     *
     * @param headers an answer's headers, by name in lower case
     * @return from now, never negative, a year at most; empty when the answer does not say
     */
    public Optional<Duration> waitAfter(Map<String, String> headers, Instant now) {
        return retryAfter(headers.get("retry-after"), now)
                .or(() -> reset(headers, now))
                .map(Limits::sensible);
    }

    private static Optional<Duration> retryAfter(@Nullable String value, Instant now) {
        return value == null
                ? Optional.empty()
                : RetryAfter.parse(value, now)
                        .or(() -> isoDate(value.strip()).map(until -> Duration.between(now, until)));
    }

    private Optional<Duration> reset(Map<String, String> headers, Instant now) {
        String value = reset == null ? null : headers.get(reset.header().toLowerCase(Locale.ROOT));
        return value == null ? Optional.empty() : reset.read(value.strip(), now);
    }

    private static Optional<Instant> isoDate(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    private static Duration sensible(Duration told) {
        return told.isNegative() ? Duration.ZERO : told.compareTo(LONGEST) > 0 ? LONGEST : told;
    }
}
