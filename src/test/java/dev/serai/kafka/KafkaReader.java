package dev.serai.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all that a topic has, from its beginning and on a thread of its own. */
public final class KafkaReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;

    /** @param topic a topic that is there */
    public KafkaReader(KafkaBroker broker, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        consumer.assign(partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        thread = new Thread(this::read, "reader-of-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (running) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }

    /** @return what was read so far, in the order of each partition */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Waits until so many records of a kind are there. */
    public List<ConsumerRecord<byte[], byte[]>> await(
            int count, Duration patience, Predicate<ConsumerRecord<byte[], byte[]>> kind) {
        return org.awaitility.Awaitility.await("records")
                .atMost(patience)
                .until(() -> records.stream().filter(kind).toList(), found -> found.size() >= count);
    }

    /** Waits until so many records are there, whatever they are. */
    public void awaitEnd(long count) {
        org.awaitility.Awaitility.await("the topic's end")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> records.size() >= count);
    }

    /** @return a record's value */
    public static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    /** @return a record's key */
    public static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** @return a header's text; null when the record has none of this name */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
