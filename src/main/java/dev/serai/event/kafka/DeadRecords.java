package dev.serai.event.kafka;

import dev.serai.event.kafka.EventBatch.DeadRecord;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes the records that can be no events as dead letters: as they were, with the reason and their place beside them. */
@Component("deadRecords")
public class DeadRecords {

    private static final Logger LOG = LoggerFactory.getLogger(DeadRecords.class);
    private static final String PREFIX = "serai-";
    private static final Pattern RESERVED = Pattern.compile("(?i)camel|kafka\\.|org\\.apache\\.|" + PREFIX);
    private static final int LONGEST_REASON = 1_000;

    DeadRecords() {}

    /** @return the dead letters, for Camel's Kafka component to send */
    public List<Message> write(@Body EventBatch batch, CamelContext camel) {
        LOG.warn(
                "{} records can be no events and go to the dead letters, such as {}: {}",
                batch.dead().size(),
                batch.dead().get(0).record(),
                batch.dead().get(0).reason());
        return batch.dead().stream().map(dead -> message(dead, camel)).toList();
    }

    private static Message message(DeadRecord dead, CamelContext camel) {
        IncomingRecord record = dead.record();
        Message message = new DefaultMessage(camel);
        for (Header header : record.headers()) {
            // A name of Camel's or of the hub's own would steer where the dead letter goes, or what it says.
            if (!RESERVED.matcher(header.key()).lookingAt() && header.value() != null) {
                message.setHeader(header.key(), header.value());
            }
        }
        String reason = dead.reason();
        message.setHeader(
                PREFIX + "reason", reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
        message.setHeader(PREFIX + "topic", record.partition().topic());
        message.setHeader(
                PREFIX + "partition", Integer.toString(record.partition().partition()));
        message.setHeader(PREFIX + "offset", Long.toString(record.offset()));
        if (record.key() != null) {
            message.setHeader(KafkaConstants.KEY, record.key());
        } else {
            message.removeHeader(KafkaConstants.KEY);
        }
        message.setBody(record.value());
        return message;
    }
}
