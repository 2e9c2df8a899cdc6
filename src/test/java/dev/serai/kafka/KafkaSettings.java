package dev.serai.kafka;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Settings as a hub without settings of its own has them. */
public final class KafkaSettings {

    private KafkaSettings() {}

    /** @param brokers where Kafka is; null: there is none */
    public static KafkaProperties on(@Nullable String brokers) {
        return with(brokers, "serai", "serai.events.dead", Map.of());
    }

    static KafkaProperties with(
            @Nullable String brokers, String group, String deadEvents, Map<String, String> properties) {
        return new KafkaProperties(
                brokers,
                group,
                1,
                500,
                DataSize.ofMegabytes(1),
                500,
                new KafkaProperties.Topics(
                        "serai.events",
                        deadEvents,
                        "serai.deliveries",
                        "serai.dead-letters",
                        "serai.connections",
                        "serai.syncs"),
                properties);
    }
}
