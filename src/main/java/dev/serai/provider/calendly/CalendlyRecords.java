package dev.serai.provider.calendly;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.provider.MomentForm;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads event types and scheduled events. Calendly can't be asked for what has changed: what may have is read again, and
 * what has not is left out.
 */
@Component("calendlyRecords")
public class CalendlyRecords {

    /** An event that began longer ago is not changed any more; one that is booked meanwhile begins later. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private static final int MOST = 100;
    private static final JsonPointer NEXT = JsonPointer.compile("/pagination/next_page");

    private final ProviderCalls calls;

    CalendlyRecords(ProviderCalls calls) {
        this.calls = calls;
    }

    /** @return a page of event types */
    public RecordPage eventTypes(ReadRequest read) {
        return page(read, "/event_types", Map.of());
    }

    /** @return a page of scheduled events */
    public RecordPage scheduledEvents(ReadRequest read) {
        Map<String, String> window = read.cursor() == null || read.filters().containsKey("min_start_time")
                ? Map.of()
                : Map.of(
                        "min_start_time",
                        Instant.parse(read.cursor()).minus(WINDOW).toString());
        return page(read, "/scheduled_events", window);
    }

    private RecordPage page(ReadRequest read, String path, Map<String, String> window) {
        // The address of the next page says all that the first one did.
        String address = read.position() == null ? first(read, path, window) : read.position();
        JsonNode answer = calls.json(read.connection(), read.provider(), ProviderRequest.of("GET", address));
        Instant since = read.cursor() == null ? Instant.MIN : Instant.parse(read.cursor());
        List<SyncRecord> records = new ArrayList<>();
        for (JsonNode item : answer.path("collection")) {
            Instant updatedAt = MomentForm.ISO.read(item.path("updated_at")).orElse(null);
            if (updatedAt == null || !updatedAt.isBefore(since)) {
                records.add(record(read, item, updatedAt));
            }
        }
        String next = answer.at(NEXT).asText("");
        return new RecordPage(records, next.isEmpty() || next.equals("null") ? null : next, null);
    }

    private String first(ReadRequest read, String path, Map<String, String> window) {
        JsonNode me = calls.json(read.connection(), read.provider(), ProviderRequest.of("GET", "/users/me"));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("user", CalendlyUser.uri(me));
        query.put("count", Integer.toString(Math.min(read.limit(), MOST)));
        query.putAll(window);
        read.filters()
                .forEach((filter, value) -> query.put(read.type().filters().get(filter), value));
        return path
                + query.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static SyncRecord record(ReadRequest read, JsonNode item, @Nullable Instant updatedAt) {
        String uri = item.path("uri").asText();
        return new SyncRecord(
                uri.substring(uri.lastIndexOf('/') + 1), read.type().name(), updatedAt, false, item);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
