package dev.serai.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.serai.kafka.TenantKey;
import dev.serai.outbox.OutboxLanes.Row;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.springframework.stereotype.Component;

/** Writes outcomes as records, in the form that docs/kafka.md has. */
@Component("outcomeRecords")
public class OutcomeRecords {

    private static final int VERSION = 1;

    private final ObjectMapper json;

    OutcomeRecords(ObjectMapper json) {
        this.json = json;
    }

    /** @return the records in the rows' order, for Camel's Kafka component to send */
    public List<Message> write(@Body List<Row> rows, CamelContext camel) {
        return rows.stream().map(row -> message(row, camel)).toList();
    }

    private Message message(Row row, CamelContext camel) {
        Message message = new DefaultMessage(camel);
        message.setHeader(KafkaConstants.KEY, TenantKey.of(row.tenantKind(), row.tenantId()));
        message.setBody(value(row));
        return message;
    }

    private byte[] value(Row row) {
        ObjectNode value = json.createObjectNode()
                .put("schemaVersion", VERSION)
                .put("id", row.messageId().toString())
                .put("type", row.type());
        value.putObject("tenant").put("kind", TenantKey.word(row.tenantKind())).put("id", row.tenantId());
        value.put("time", row.at().truncatedTo(ChronoUnit.MILLIS).toString())
                .putRawValue("data", new RawValue(row.data()));
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text and numbers always become JSON", impossible);
        }
    }
}
