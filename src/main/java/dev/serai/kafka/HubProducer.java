package dev.serai.kafka;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A producer whose end does not wait for a cluster that is away: what it has not sent is sent again later. */
final class HubProducer extends KafkaProducer<byte[], byte[]> {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    HubProducer(Properties properties) {
        super(properties);
    }

    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }
}
