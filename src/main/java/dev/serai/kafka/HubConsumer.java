package dev.serai.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that says what it waits for, and that never gives up: offsets that can't be committed just now, because the
 * group is sharing its partitions out anew or the broker is away, are committed with one of the next looks.
 */
final class HubConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(HubConsumer.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();
    private final @Nullable Metric connections;
    private long lookedAt = System.nanoTime();
    private boolean connected = true;

    HubConsumer(Properties properties) {
        super(properties);
        connections = metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        topics.forEach(this::tellWhenMissing);
        super.subscribe(topics, listener);
    }

    private void tellWhenMissing(String topic) {
        try {
            List<PartitionInfo> partitions = partitionsFor(topic, LOOK);
            if (partitions == null || partitions.isEmpty()) {
                LOG.warn("Kafka has no topic {}; it is read as soon as somebody makes it", topic);
            }
        } catch (TimeoutException away) {
            LOG.warn("Kafka does not answer; topic {} is read as soon as it does", topic);
        } catch (KafkaException refused) {
            LOG.warn("Kafka refuses to tell of topic {}: {}", topic, refused.toString());
        }
    }

    /** Camel stops for good when the cluster refuses its credentials; they may be right again in a moment. */
    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            tellWhetherConnected();
            payWhatIsOwed();
            return records;
        } catch (AuthenticationException refused) {
            LockSupport.parkNanos(PAUSE_NANOS);
            throw new KafkaException("Kafka refuses the hub's credentials: " + refused.getMessage());
        }
    }

    private void tellWhetherConnected() {
        long now = System.nanoTime();
        if (connections == null || now - lookedAt < LOOK.toNanos()) {
            return;
        }
        lookedAt = now;
        boolean connectedNow = connections.metricValue() instanceof Number count && count.doubleValue() > 0;
        if (connectedNow != connected) {
            connected = connectedNow;
            if (connected) {
                LOG.info("Kafka answers again");
            } else {
                LOG.warn("Kafka does not answer; events are read as soon as it does");
            }
        }
    }

    /** Commits offsets now, or soon. */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        owed.keySet().removeAll(offsets.keySet());
        try {
            super.commitSync(offsets, timeout);
        } catch (RetriableException | RebalanceInProgressException later) {
            LOG.info("Offsets are committed later: {}", later.toString());
            owed.putAll(offsets);
        }
    }

    private void payWhatIsOwed() {
        if (owed.isEmpty()) {
            return;
        }
        // Whoever has the other partitions now begins at what is committed, and finds the events known.
        owed.keySet().retainAll(assignment());
        Map<TopicPartition, OffsetAndMetadata> due = Map.copyOf(owed);
        if (!due.isEmpty()) {
            commitSync(due, LOOK);
        }
    }
}
