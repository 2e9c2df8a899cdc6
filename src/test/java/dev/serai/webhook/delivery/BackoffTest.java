package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final double MIDDLE = 0.5;

    @Test
    void theFirstWaitIsTheConfiguredOneAndEachNextOneDoubles() {
        Backoff backoff = new Backoff(DeliverySettings.retry("1s", "1h"), () -> MIDDLE);

        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(5)).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void noWaitIsLongerThanTheLongest() {
        Backoff backoff = new Backoff(DeliverySettings.retry("1s", "1h"), () -> MIDDLE);

        assertThat(backoff.after(13)).isEqualTo(Duration.ofHours(1));
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void waitsAreSpreadByAFifthToBothSides() {
        assertThat(new Backoff(DeliverySettings.retry("1s", "1h"), () -> 0).after(1))
                .isEqualTo(Duration.ofMillis(800));
        assertThat(new Backoff(DeliverySettings.retry("1s", "1h"), () -> 1).after(1))
                .isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void aScheduleGivesTheWaitsAndItsLastOneRepeats() {
        Backoff backoff = new Backoff(DeliverySettings.retry("1s", "1h", "5s", "5m", "2h"), () -> MIDDLE);

        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.after(3)).isEqualTo(Duration.ofHours(2));
        assertThat(backoff.after(9)).isEqualTo(Duration.ofHours(2));
    }
}
