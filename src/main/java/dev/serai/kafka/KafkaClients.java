package dev.serai.kafka;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients. What is configured for them, passwords too, goes from the configuration to the client alone: no
 * address of a route, and nothing that JMX shows, has it.
 */
final class KafkaClients implements KafkaClientFactory {

    private static final int RECONNECT_WITHIN_MILLIS = 5_000;

    private static final Map<String, Object> CONSUMER = Map.of(
            // Whoever has not committed anything yet must not skip what is there.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            // The partitions of a hub that died wait no longer for another one.
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            15_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            3_000,
            // A hub that joins or leaves stops the others on those partitions alone that move.
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            // What is read ahead stays small beside the hub's heap.
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            8 * 1024 * 1024,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            1024 * 1024,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            RECONNECT_WITHIN_MILLIS);

    private static final Map<String, Object> OWN_OF_CONSUMERS = Map.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);

    private static final Map<String, Object> PRODUCER = Map.of(
            // A record that is given up while a later one arrives would break the order: none is given up.
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            // Forgotten after a rest, metadata would have to be asked for first; records that wait for it in vain are
            // given up.
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            (long) Integer.MAX_VALUE,
            // A record that came in must also go out to the dead letters; the topic's own limit decides.
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            16 * 1024 * 1024,
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            RECONNECT_WITHIN_MILLIS);

    private static final Map<String, Object> OWN_OF_PRODUCERS = Map.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true);

    private final KafkaProperties properties;

    KafkaClients(KafkaProperties properties) {
        this.properties = properties;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Properties route) {
        return new HubProducer(merged(route, PRODUCER, OWN_OF_PRODUCERS));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Properties route) {
        return new HubConsumer(merged(route, CONSUMER, OWN_OF_CONSUMERS));
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        if (properties.brokers() == null) {
            throw new IllegalStateException("There is no Kafka: serai.kafka.brokers is not set");
        }
        return properties.brokers();
    }

    /** The later ones win; last of all comes what must not be otherwise. */
    private Properties merged(Properties route, Map<String, Object> standards, Map<String, Object> own) {
        Properties merged = new Properties();
        merged.putAll(route);
        merged.putAll(standards);
        merged.putAll(properties.properties());
        merged.putAll(own);
        return merged;
    }
}
