package dev.serai.webhook.delivery;

import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Settings for tests of single parts of the engine. */
final class DeliverySettings {

    private DeliverySettings() {}

    /** @param perEndpoint the most deliveries to one webhook at once */
    static DeliveryProperties perEndpoint(int perEndpoint) {
        return new DeliveryProperties(
                true,
                1_024,
                perEndpoint,
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(15),
                Duration.ofSeconds(6),
                retry("1s", "1h"),
                new DeliveryProperties.Pause(
                        10, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofMinutes(10), 50));
    }

    static DeliveryProperties.Retry retry(String first, String longest, String... schedule) {
        return new DeliveryProperties.Retry(
                duration(first),
                duration(longest),
                List.of(schedule).stream().map(DeliverySettings::duration).toList());
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }
}
