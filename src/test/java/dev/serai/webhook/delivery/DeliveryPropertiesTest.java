package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class DeliveryPropertiesTest {

    @Test
    void withoutConfigurationTheDefaultsHold() {
        DeliveryProperties defaults = bind(Map.of());

        assertThat(defaults.enabled()).isTrue();
        assertThat(defaults.inFlight()).isEqualTo(1_024);
        assertThat(defaults.inFlightPerEndpoint()).isEqualTo(64);
        assertThat(defaults.retry().first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.retry().schedule()).isEmpty();
        assertThat(defaults.pause().failures()).isEqualTo(10);
    }

    @Test
    void aScheduleOfHoursCanBeConfigured() {
        assertThat(bind(Map.of("serai.delivery.retry.schedule", "5s,5m,30m,2h,5h"))
                        .retry()
                        .schedule())
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5));
    }

    @ParameterizedTest
    @CsvSource({
        "serai.delivery.in-flight,0",
        "serai.delivery.in-flight-per-endpoint,0",
        "serai.delivery.in-flight-size,0",
        "serai.delivery.lease,0s",
        "serai.delivery.node-timeout,1s",
        "serai.delivery.retry.first,0s",
        "serai.delivery.retry.longest,10ms",
        "serai.delivery.retry.schedule,-5s",
        "serai.delivery.pause.failures,0",
        "serai.delivery.pause.after,-1s",
        "serai.delivery.pause.probe,0s",
        "serai.delivery.pause.longest-probe,1s",
        "serai.delivery.pause.drain-per-second,0"
    })
    void whatMakesNoSenseStopsTheStart(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value))).hasStackTraceContaining("serai.delivery");
    }

    @Test
    void historyIsKeptForADayAtLeast() {
        assertThatThrownBy(() -> new RetentionProperties(Duration.ofHours(23)))
                .hasMessageContaining("serai.retention.age");
    }

    private static DeliveryProperties bind(Map<String, String> configured) {
        try (LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean()) {
            validator.afterPropertiesSet();
            return new Binder(new MapConfigurationPropertySource(configured))
                    .bindOrCreate(
                            "serai.delivery",
                            org.springframework.boot.context.properties.bind.Bindable.of(DeliveryProperties.class),
                            new ValidationBindHandler(validator));
        }
    }
}
