package dev.serai.event.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.NewEvent;
import dev.serai.event.kafka.EventBatch.Candidate;
import dev.serai.event.kafka.EventBatch.DeadRecord;
import dev.serai.json.StrictJson;
import dev.serai.kafka.KafkaProperties;
import dev.serai.kafka.TenantKey;
import dev.serai.refusal.Invalid;
import dev.serai.tenancy.TenantKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Reads records as events, in the form that docs/kafka.md has. */
@Component("eventRecords")
public class EventRecords {

    private static final int VERSION = 1;
    private static final int LONGEST_TENANT_ID = 255;

    /** As deep as the API takes JSON in, unless that is configured otherwise. */
    private static final int DEPTH = 100;

    private final StrictJson json = new StrictJson(DEPTH);
    private final long limit;

    EventRecords(KafkaProperties properties) {
        this.limit = properties.recordLimit().toBytes();
    }

    /** @return the records, read as far as they can be */
    public EventBatch read(@Body List<Exchange> polled) {
        List<Candidate> candidates = new ArrayList<>(polled.size());
        List<DeadRecord> dead = new ArrayList<>();
        for (Exchange one : polled) {
            IncomingRecord record = IncomingRecord.of(one);
            try {
                candidates.add(candidate(record));
            } catch (Invalid unusable) {
                dead.add(new DeadRecord(record, unusable.field() + " " + unusable.getMessage()));
            }
        }
        return new EventBatch(candidates, dead);
    }

    private Candidate candidate(IncomingRecord record) {
        byte[] bytes = record.value();
        if (bytes == null) {
            throw new Invalid("value", "is missing");
        }
        if (bytes.length > limit) {
            throw new Invalid("value", "must have at most " + limit + " bytes, and has " + bytes.length);
        }
        JsonNode value = json.read("value", bytes);
        if (!value.isObject()) {
            throw new Invalid("value", "must be a JSON object");
        }
        JsonNode version = value.path("schemaVersion");
        if (!version.isInt() || version.asInt() != VERSION) {
            throw new Invalid("schemaVersion", "must be " + VERSION);
        }
        TenantKind kind = kind(text(value.path("tenant"), "tenant.", "kind"));
        String tenantId = text(value.path("tenant"), "tenant.", "id");
        if (tenantId.isBlank() || tenantId.length() > LONGEST_TENANT_ID || tenantId.indexOf('\0') >= 0) {
            throw new Invalid("tenant.id", "must have 1 to " + LONGEST_TENANT_ID + " characters");
        }
        return new Candidate(record, kind, tenantId, event(record, value));
    }

    private static NewEvent event(IncomingRecord record, JsonNode value) {
        JsonNode data = value.path("data");
        if (!data.isObject()) {
            throw new Invalid("data", "must be a JSON object");
        }
        String id = value.hasNonNull("id") ? text(value, "", "id") : record.identity();
        Instant time = value.hasNonNull("timestamp") ? time(text(value, "", "timestamp")) : null;
        return new NewEvent(text(value, "", "event"), data, id, time);
    }

    private static TenantKind kind(String word) {
        for (TenantKind kind : TenantKind.values()) {
            if (TenantKey.word(kind).equals(word)) {
                return kind;
            }
        }
        throw new Invalid("tenant.kind", "must be organization, company, account or user");
    }

    private static String text(JsonNode object, String place, String field) {
        JsonNode text = object.path(field);
        if (!text.isTextual()) {
            throw new Invalid(place + field, text.isMissingNode() ? "is missing" : "must be a string");
        }
        return text.asText();
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new Invalid("timestamp", "must be a time such as 2025-11-16T10:30:00Z");
        }
    }
}
