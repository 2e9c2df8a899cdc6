package dev.serai.event.kafka;

import dev.serai.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came.
 *
 * @param partition where it stands
 * @param offset its place there
 * @param timestamp when its sender says it was made, or when the broker got it, in milliseconds
 * @param key null: it has none
 * @param value null: it is a tombstone
 * @param headers what its sender wrote beside it, such as {@code traceparent}
 */
record IncomingRecord(
        TopicPartition partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    static IncomingRecord of(Exchange polled) {
        Message message = polled.getMessage();
        return new IncomingRecord(
                new TopicPartition(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class)),
                message.getHeader(KafkaConstants.OFFSET, Long.class),
                message.getHeader(KafkaConstants.TIMESTAMP, Long.class),
                (byte[]) message.getHeader(KafkaConstants.KEY),
                (byte[]) message.getBody(),
                (Headers) message.getHeader(KafkaConstants.HEADERS));
    }

    /**
     * What makes the same record the same event whenever it is read. The time belongs to it, because a topic that was made
     * anew counts its offsets anew.
     */
    String identity() {
        return "kafka:" + partition + "-" + offset + "@" + timestamp;
    }

    /** @return the trace that its sender says it belongs to, by a header {@code traceparent} */
    Optional<TraceContext> trace() {
        Header header = headers.lastHeader(TraceContext.HEADER);
        return header == null || header.value() == null
                ? Optional.empty()
                : TraceContext.parse(new String(header.value(), StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return partition + " offset " + offset;
    }
}
