package dev.serai.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how long a provider asks to be left alone, in whatever way it says so. */
public final class RetryAfter {

    private RetryAfter() {}

    /**
     * Reads an answer's headers: the provider's own one first, then {@code Retry-After} (RFC 9110, section 10.2.3).
     *
     * @param headers the answer's headers, by name in lower case
     * @param now the time, for headers that name a moment
     * @return how long to wait, never negative; empty when the provider does not say, or not in a way that can be read
     */
    public static Optional<Duration> of(Limits limits, Map<String, String> headers, Instant now) {
        Limits.Wait own = limits.retryAfter();
        Optional<Duration> asked = own == null
                ? Optional.empty()
                : Optional.ofNullable(headers.get(own.header().toLowerCase(Locale.ROOT)))
                        .flatMap(value -> read(value.strip(), own.unit(), now));
        return asked.or(() ->
                        Optional.ofNullable(headers.get("retry-after")).flatMap(value -> standard(value.strip(), now)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Duration> read(String value, Limits.Unit unit, Instant now) {
        try {
            return Optional.of(
                    switch (unit) {
                        case SECONDS -> Duration.ofMillis((long) (Double.parseDouble(value) * 1_000));
                        case MILLISECONDS -> Duration.ofMillis(Long.parseLong(value));
                        case EPOCH_SECONDS -> Duration.between(now, Instant.ofEpochSecond(Long.parseLong(value)));
                        case EPOCH_MILLISECONDS -> Duration.between(now, Instant.ofEpochMilli(Long.parseLong(value)));
                        case ISO_DATE -> Duration.between(now, ZonedDateTime.parse(value));
                    });
        } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> standard(String value, Instant now) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            return Optional.of(Duration.between(now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException noDate) {
            // Some providers give a date in ISO 8601.
            return read(value, Limits.Unit.ISO_DATE, now);
        }
    }
}
