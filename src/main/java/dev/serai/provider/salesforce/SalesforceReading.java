package dev.serai.provider.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The steps around a query for a page of a data type's records. Records come in the order in which they last changed, and
 * each page begins behind the last record of the one before: nothing of a read is kept at Salesforce, where a result would
 * be thrown away after a while.
 */
@Component("salesforceReading")
public class SalesforceReading {

    /** Which objects the data type is made of, divided by commas; a route sets it. */
    private static final String OBJECTS = "salesforceObjects";

    private static final String REQUEST = "salesforceRead";
    private static final String POSITION = "salesforcePosition";
    private static final int MOST = 2_000;

    /**
     * A record's moment is that of its change, but it is seen only when its transaction has ended; so the next read begins
     * a little earlier than the last one ended.
     */
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);

    /** Where nothing has changed for long the cursor still moves on; so much is left for clocks that differ. */
    private static final Duration BEHIND_AT_MOST = Duration.ofDays(1);

    /** Deleted records are listed for 15 days. */
    private static final Duration DELETED_LISTED = Duration.ofDays(14);

    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter();

    private final ObjectMapper json;
    private final Clock clock;

    SalesforceReading(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Turns the exchange's body, a {@link ReadRequest}, into the SOQL that asks for the page.
     *
     * @throws CursorGone when deletions since the cursor would be missed
     * @throws Invalid when a filter's value can't be one
     */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        ReadRequest request = message.getBody(ReadRequest.class);
        List<String> names = objects(exchange);
        Instant since = request.cursor() == null ? null : since(request.cursor());
        ReadPosition position = request.position() == null
                ? new ReadPosition(names.get(0), null, null, clock.instant(), null)
                : ReadPosition.parse(request.position(), names);
        exchange.setProperty(REQUEST, request);
        exchange.setProperty(POSITION, position);
        exchange.setProperty(Org.PROPERTY, new Org(request.connection(), request.provider()));
        message.removeHeaders("*");
        message.setBody(soql(request, position, since));
    }

    private static List<String> objects(Exchange exchange) {
        return List.of(exchange.getProperty(OBJECTS, String.class).split(","));
    }

    private Instant since(String cursor) {
        Instant since;
        try {
            since = Instant.parse(cursor);
        } catch (DateTimeException malformed) {
            throw new CursorGone();
        }
        if (since.isBefore(clock.instant().minus(DELETED_LISTED))) {
            throw new CursorGone();
        }
        return since;
    }

    private static String soql(ReadRequest request, ReadPosition position, @Nullable Instant since) {
        List<String> conditions = new ArrayList<>();
        if (since == null) {
            conditions.add("IsDeleted = false");
        }
        if (position.stamp() != null) {
            String stamp = Soql.moment(position.stamp());
            // The first condition says nothing new, but an index serves it.
            conditions.add("SystemModstamp >= " + stamp);
            conditions.add("(SystemModstamp > " + stamp + " OR Id > '" + position.id() + "')");
        } else if (since != null) {
            conditions.add("SystemModstamp > " + Soql.moment(since));
        }
        request.filters().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(given -> {
            String written = request.type().filters().get(given.getKey());
            if (written == null) {
                throw new Invalid(
                        given.getKey(),
                        "is not a filter of " + request.type().name() + "; there are "
                                + String.join(
                                        ", ",
                                        request.type().filters().keySet().stream()
                                                .sorted()
                                                .toList()));
            }
            conditions.add(Filter.parse(written).condition(given.getKey(), given.getValue()));
        });
        return "SELECT FIELDS(STANDARD) FROM " + position.object()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY SystemModstamp, Id LIMIT " + limit(request);
    }

    private static int limit(ReadRequest request) {
        return Math.max(1, Math.min(request.limit(), MOST));
    }

    /**
     * Turns the answer into a {@link RecordPage}.
     *
     * @throws ProviderFault when it is none
     */
    public void page(Exchange exchange) {
        ReadRequest request = exchange.getProperty(REQUEST, ReadRequest.class);
        ReadPosition position = exchange.getProperty(POSITION, ReadPosition.class);
        Message message = exchange.getMessage();
        JsonNode answer = answer(message);
        List<SyncRecord> records = new ArrayList<>();
        for (JsonNode found : answer.path("records")) {
            SyncRecord record = record(request, found);
            records.add(record);
            position = position.behind(stamp(found), record.id());
        }
        // Wide records come in smaller portions than was asked for.
        boolean more = records.size() == limit(request) || !answer.path("done").asBoolean(true);
        ReadPosition next = more && !records.isEmpty() ? position : nextObject(exchange, position);
        message.removeHeaders("*");
        message.setBody(
                new RecordPage(records, next == null ? null : next.toString(), next == null ? cursor(position) : null));
    }

    private static @Nullable ReadPosition nextObject(Exchange exchange, ReadPosition position) {
        List<String> names = objects(exchange);
        int at = names.indexOf(position.object()) + 1;
        return at < names.size() ? position.at(names.get(at)) : null;
    }

    private static String cursor(ReadPosition position) {
        Instant seen = position.latest() != null ? position.latest() : position.begun();
        Instant safe = earlier(seen, position.begun().minus(UNDER_WAY));
        Instant behind = position.begun().minus(BEHIND_AT_MOST);
        return (safe.isBefore(behind) || position.latest() == null ? behind : safe).toString();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private JsonNode answer(Message message) {
        try (InputStream body = message.getBody(InputStream.class)) {
            JsonNode answer = body == null ? null : json.readTree(body);
            if (answer != null && answer.path("records").isArray()) {
                return answer;
            }
        } catch (IOException malformed) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static SyncRecord record(ReadRequest request, JsonNode found) {
        String id = found.path("Id").asText("");
        if (id.isEmpty()) {
            throw unreadable();
        }
        return new SyncRecord(
                id, request.type().name(), stamp(found), found.path("IsDeleted").asBoolean(false), found);
    }

    private static Instant stamp(JsonNode found) {
        try {
            return OffsetDateTime.parse(found.path("SystemModstamp").asText(""), STAMP)
                    .toInstant();
        } catch (DateTimeException malformed) {
            throw unreadable();
        }
    }

    private static ProviderFault unreadable() {
        return new ProviderFault(ErrorClass.RETRY, "Salesforce gave an answer that can't be read");
    }
}
