package dev.serai.event.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Commits how far a consumer has come. */
@Component("recordOffsets")
public class RecordOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(RecordOffsets.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    RecordOffsets() {}

    /**
     * Commits the offsets of a batch that is taken in. When that fails, whoever reads on from the older ones reads what is
     * known already: events that are there are no second ones.
     */
    public void commit(@ExchangeProperty("records") List<Exchange> polled) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        DefaultKafkaManualCommit last = null;
        for (Exchange one : polled) {
            last = one.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, DefaultKafkaManualCommit.class);
            offsets.merge(last.getPartition(), new OffsetAndMetadata(last.getRecordOffset() + 1), RecordOffsets::later);
        }
        if (last == null) {
            return;
        }
        try {
            last.getCamelExchangePayload().consumer.commitSync(offsets, WITHIN);
        } catch (KafkaException failed) {
            LOG.warn("Offsets could not be committed; the records are read again: {}", failed.toString());
        }
    }

    private static OffsetAndMetadata later(OffsetAndMetadata one, OffsetAndMetadata other) {
        return one.offset() > other.offset() ? one : other;
    }
}
