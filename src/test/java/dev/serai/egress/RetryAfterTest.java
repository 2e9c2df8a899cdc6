package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:48:37Z");

    @Test
    void secondsAreSeconds() {
        assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 0 ", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void aDateMayHaveEachFormatOfTheRfc(String date) {
        assertThat(RetryAfter.parse(date, NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void aDateIsNotAnticipatedByTheFractionOfASecondThatHasPassed() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:48:39 GMT", NOW.plusMillis(20)))
                .contains(Duration.ofMillis(1_980));
    }

    @Test
    void aDateThatIsOverMeansNow() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:40:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999", "999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void noWaitIsLongerThanAYear(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofDays(365));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1", "1.5", "9999999999999999999999", "Sun, 99 Nov 1994 08:49:37 GMT", "1994-11-06"
            })
    void anythingElseSaysNothing(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
