package dev.serai.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The Kafka cluster that events come from and outcomes go to. The routes read the same properties, so their standards are
 * in {@code application.yml}.
 *
 * @param brokers property {@code serai.kafka.brokers}: where the cluster is found, {@code host:port} with commas between;
 *     null: there is none, and nothing of this runs
 * @param group property {@code serai.kafka.group}: the consumer group that all hubs share
 * @param consumers property {@code serai.kafka.consumers}: how many consumers each hub has
 * @param batch property {@code serai.kafka.batch}: the most records that one consumer takes in at once
 * @param recordLimit property {@code serai.kafka.record-limit}: the largest record that can be an event
 * @param publishBatch property {@code serai.kafka.publish-batch}: the most outcomes that are sent at once
 * @param topics the topics
 * @param properties property {@code serai.kafka.properties}: what every client is given beside that, such as
 *     {@code security.protocol}
 */
@Validated
@ConfigurationProperties("serai.kafka")
public record KafkaProperties(
        @Nullable String brokers,
        String group,
        @Min(1) @Max(64) int consumers,
        @Min(1) @Max(5_000) int batch,
        DataSize recordLimit,
        @Min(1) @Max(5_000) int publishBatch,
        Topics topics,
        @DefaultValue Map<String, String> properties) {

    private static final Pattern BROKERS = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");

    /** What the hub promises depends on them. */
    private static final Set<String> OWN = Set.of(
            "bootstrap.servers",
            "group.id",
            "enable.auto.commit",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "acks",
            "enable.idempotence",
            "max.poll.records",
            "transactional.id");

    public KafkaProperties {
        brokers = brokers == null || brokers.isBlank() ? null : brokers.replace(" ", "");
        if (brokers != null && !BROKERS.matcher(brokers).matches()) {
            throw new IllegalArgumentException(
                    "serai.kafka.brokers (SERAI_KAFKA_BROKERS) must be written like kafka-1:9092,kafka-2:9092");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("serai.kafka.group must not be empty");
        }
        for (String own : OWN) {
            if (properties.containsKey(own)) {
                throw new IllegalArgumentException("serai.kafka.properties." + own + " is the hub's own to set");
            }
        }
        properties = Map.copyOf(properties);
    }

    /**
     * The topics' names.
     *
     * @param events property {@code serai.kafka.topics.events}: where events come from
     * @param deadEvents property {@code serai.kafka.topics.dead-events}: where records go that can be no events
     * @param deliveries property {@code serai.kafka.topics.deliveries}: where it is told how deliveries ended
     * @param deadLetters property {@code serai.kafka.topics.dead-letters}: where deliveries are told of that failed for good
     * @param connections property {@code serai.kafka.topics.connections}: where it is told what becomes of connections
     * @param syncs property {@code serai.kafka.topics.syncs}: where it is told what came of syncs
     */
    public record Topics(
            String events, String deadEvents, String deliveries, String deadLetters, String connections, String syncs) {

        // Kafka allows 249 characters; a record's place, with its topic, has to fit into 255.
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,180}");

        public Topics {
            Map<String, String> names = new TreeMap<>(Map.of(
                    "events", events,
                    "dead-events", deadEvents,
                    "deliveries", deliveries,
                    "dead-letters", deadLetters,
                    "connections", connections,
                    "syncs", syncs));
            names.forEach((property, name) -> {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException("serai.kafka.topics." + property
                            + " must be 1 to 180 letters, digits, dots, hyphens or underscores");
                }
            });
            if (events.equals(deadEvents)) {
                throw new IllegalArgumentException(
                        "serai.kafka.topics.dead-events must be another topic than serai.kafka.topics.events");
            }
        }
    }

    /** @return whether there is a cluster */
    public boolean isOn() {
        return brokers != null;
    }

    /** Says nothing of the values given to clients, since passwords are among them. */
    @Override
    public String toString() {
        return "KafkaProperties[brokers=" + brokers + ", group=" + group + ", topics=" + topics + ", properties="
                + properties.keySet() + "]";
    }
}
