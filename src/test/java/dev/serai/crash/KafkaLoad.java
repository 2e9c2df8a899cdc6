package dev.serai.crash;

import dev.serai.kafka.KafkaBroker;
import dev.serai.kafka.KafkaReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends numbered events of the clients' organisation to hubs by way of a broker, and reads what they tell. */
final class KafkaLoad implements AutoCloseable {

    private final KafkaBroker broker;
    private final String prefix;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param prefix begins the names of the hubs' topics and is their group */
    KafkaLoad(KafkaBroker broker, String prefix) {
        this.broker = broker;
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", broker.address(),
                        "delivery.timeout.ms", "300000",
                        // The topic has been made just now: see what the hub's own producers say of it.
                        "max.in.flight.requests.per.connection", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @return the settings of a hub that takes them in */
    Map<String, String> settings() {
        return Map.of(
                "SERAI_KAFKA_BROKERS",
                broker.address(),
                "SERAI_KAFKA_GROUP",
                prefix,
                "SERAI_KAFKA_BATCH",
                "100",
                "SERAI_KAFKA_PUBLISH_BATCH",
                "100",
                "SERAI_KAFKA_PROPERTIES_SESSION_TIMEOUT_MS",
                "6000",
                "SERAI_KAFKA_TOPICS_EVENTS",
                prefix + ".events",
                "SERAI_KAFKA_TOPICS_DEAD_EVENTS",
                prefix + ".events.dead",
                "SERAI_KAFKA_TOPICS_DELIVERIES",
                prefix + ".deliveries");
    }

    /** @return the same of a hub that encrypts what it says to the broker, and logs in */
    Map<String, String> securedSettings() {
        Map<String, String> secured = new HashMap<>(settings());
        secured.put("SERAI_KAFKA_BROKERS", broker.securedAddress());
        broker.security()
                .ofClients()
                .forEach((name, value) -> secured.put(
                        "SERAI_KAFKA_PROPERTIES_"
                                + name.toUpperCase(Locale.ROOT).replace('.', '_'),
                        value));
        return secured;
    }

    void createTopics() {
        broker.createTopics(prefix + ".events", prefix + ".events.dead", prefix + ".deliveries");
    }

    /**
     * Sends events whose keys spread over all partitions, half of them with an id.
     *
     * @return what becomes of each
     */
    List<Future<RecordMetadata>> send(int first, int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(count);
        for (int number = first; number < first + count; number++) {
            String id = number % 2 == 0 ? "\"id\":\"number-" + number + "\"," : "";
            String value =
                    "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"organization\",\"id\":\"" + HubClient.ORGANIZATION
                            + "\"},\"event\":\"application.created\"," + id + "\"data\":{\"number\":" + number + "}}";
            sent.add(producer.send(new ProducerRecord<>(
                    prefix + ".events",
                    Integer.toString(number).getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8))));
        }
        return sent;
    }

    /** Waits until the broker has all of them. */
    static void await(List<Future<RecordMetadata>> sent) throws InterruptedException {
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(2, TimeUnit.MINUTES);
            } catch (ExecutionException | TimeoutException failed) {
                throw new AssertionError(failed);
            }
        }
    }

    /** @return what hubs tell of deliveries, from the topic's beginning */
    KafkaReader deliveries() {
        return new KafkaReader(broker, prefix + ".deliveries");
    }

    /** @return how many members of the hubs' group have partitions */
    int workers() {
        return broker.workers(prefix);
    }

    /** @return whether all that was sent is committed by the hubs */
    boolean isAtTheEnd() {
        return broker.committed(prefix) == broker.end(prefix + ".events");
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
