package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.provider.Limits.Unit;
import dev.serai.provider.Limits.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-06T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 30, PT30S",
        "SECONDS, 1.5, PT1.5S",
        "MILLISECONDS, 250, PT0.25S",
        "EPOCH_SECONDS, 1793952090, PT1M30S",
        "EPOCH_MILLISECONDS, 1793952090500, PT1M30.5S",
        "ISO_DATE, 2026-11-06T08:02:00Z, PT2M",
        "ISO_DATE, 2026-11-06T09:02:00+01:00, PT2M"
    })
    void aHeaderIsReadInTheUnitThatTheFileNames(Unit unit, String value, Duration wait) {
        assertThat(limits(unit).waitAfter(Map.of("x-reset", value), NOW)).contains(wait);
    }

    @ParameterizedTest
    @CsvSource({"120, PT2M", "'Fri, 06 Nov 2026 08:01:00 GMT', PT1M", "2026-11-07T00:00:00Z, PT16H"})
    void retryAfterComesFirstAsSecondsOrAnyDate(String value, Duration wait) {
        assertThat(limits(Unit.SECONDS).waitAfter(Map.of("retry-after", value, "x-reset", "5"), NOW))
                .contains(wait);
    }

    @ParameterizedTest
    @CsvSource({"SECONDS, soon", "SECONDS, -5", "ISO_DATE, tomorrow", "SECONDS, 99999999999999999999"})
    void whatCanNotBeReadSaysNothing(Unit unit, String value) {
        assertThat(limits(unit).waitAfter(Map.of("x-reset", value), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"EPOCH_SECONDS, 1000, PT0S", "SECONDS, 999999999999, PT8760H"})
    void aWaitIsNeverNegativeAndEndsWithinAYear(Unit unit, String value, Duration wait) {
        assertThat(limits(unit).waitAfter(Map.of("x-reset", value), NOW)).contains(wait);
    }

    @Test
    void anAnswerWithoutTheHeadersSaysNothing() {
        assertThat(limits(Unit.SECONDS).waitAfter(Map.of("date", "today"), NOW)).isEmpty();
        assertThat(Limits.UNKNOWN.waitAfter(Map.of("x-reset", "5"), NOW)).isEmpty();
    }

    private static Limits limits(Unit unit) {
        return new Limits(null, null, new Wait("X-Reset", unit));
    }
}
