package dev.serai.event.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.kafka.KafkaSettings;
import dev.serai.tenancy.TenantKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRecordsTest {

    private static final String EVENT =
            "\"schemaVersion\":1,\"tenant\":{\"kind\":\"company\",\"id\":\"c-7\"},\"event\":\"call.ended\",\"data\":{\"n\":1.10}";

    private final EventRecords records = new EventRecords(KafkaSettings.on("127.0.0.1:9092"));

    @Test
    void readsAnEvent() {
        EventBatch batch =
                read("{" + EVENT + ",\"id\":\"e-1\",\"timestamp\":\"2025-12-22T10:45:00+01:00\",\"more\":1}");

        assertThat(batch.isClean()).isTrue();
        EventBatch.Candidate candidate = batch.candidates().get(0);
        assertThat(candidate.kind()).isEqualTo(TenantKind.COMPANY);
        assertThat(candidate.tenantId()).isEqualTo("c-7");
        assertThat(candidate.event().type()).isEqualTo("call.ended");
        assertThat(candidate.event().id()).isEqualTo("e-1");
        assertThat(candidate.event().occurredAt()).isEqualTo(Instant.parse("2025-12-22T09:45:00Z"));
        assertThat(candidate.event().data()).hasToString("{\"n\":1.10}");
    }

    @Test
    void givesAnEventWithoutAnIdItsPlaceInTheTopicAndItsTime() {
        assertThat(read("{" + EVENT + "}").candidates().get(0).event().id()).isEqualTo("kafka:events-3-1234@99");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON | value is not valid JSON, at line 1, column 4",
                "[] | value must be a JSON object",
                "{\"a\":1,\"a\":2} | value must be one JSON value, without a name that stands twice in an object",
                "{\"tenant\":{}} | schemaVersion must be 1",
                "{\"schemaVersion\":2} | schemaVersion must be 1",
                "{\"schemaVersion\":\"1\"} | schemaVersion must be 1",
                "{\"schemaVersion\":1} | tenant.kind is missing",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"team\",\"id\":\"T\"}} | tenant.kind must be organization, company, account or user",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\"}} | tenant.id is missing",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":7}} | tenant.id must be a string",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\" \"}} | tenant.id must have 1 to 255 characters",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"a\\u0000\"}} | tenant.id must have 1 to 255 characters",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"T\"},\"event\":\"call.ended\",\"data\":[]} | data must be a JSON object",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"T\"},\"data\":{}} | event is missing",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"T\"},\"event\":\"call.ended\",\"data\":{},\"id\":1} | id must be a string",
                "{\"schemaVersion\":1,\"tenant\":{\"kind\":\"user\",\"id\":\"T\"},\"event\":\"call.ended\",\"data\":{},\"timestamp\":\"now\"} | timestamp must be a time such as 2025-11-16T10:30:00Z"
            })
    void saysWhyARecordCanBeNoEvent(String value, String reason) {
        EventBatch batch = read(value);

        assertThat(batch.candidates()).isEmpty();
        assertThat(batch.dead().get(0).reason()).isEqualTo(reason);
    }

    @Test
    void takesNeitherATombstoneNorWhatIsTooLarge() {
        assertThat(read(null).dead().get(0).reason()).isEqualTo("value is missing");
        assertThat(read("x".repeat(1_048_577)).dead().get(0).reason())
                .isEqualTo("value must have at most 1048576 bytes, and has 1048577");
    }

    private EventBatch read(@Nullable String value) {
        Exchange record = new DefaultExchange(new DefaultCamelContext());
        record.getMessage().setHeader(KafkaConstants.TOPIC, "events");
        record.getMessage().setHeader(KafkaConstants.PARTITION, 3);
        record.getMessage().setHeader(KafkaConstants.OFFSET, 1234L);
        record.getMessage().setHeader(KafkaConstants.TIMESTAMP, 99L);
        record.getMessage().setHeader(KafkaConstants.HEADERS, new RecordHeaders());
        record.getMessage().setBody(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        return records.read(List.of(record));
    }
}
