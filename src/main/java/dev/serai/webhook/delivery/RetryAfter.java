package dev.serai.webhook.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {

    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private RetryAfter() {}

    /** @return how long to wait from now; empty when the value says nothing */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]{1,18}")) {
            return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_SECONDS)));
        }
        // The three formats that a recipient must accept (section 5.6.7).
        Instant date = DateUtils.parseStandardDate(text);
        if (date == null) {
            return Optional.empty();
        }
        Duration wait = Duration.between(now, date);
        return Optional.of(Duration.ofSeconds(Math.min(Math.max(wait.toSeconds(), 0), LONGEST_SECONDS)));
    }
}
