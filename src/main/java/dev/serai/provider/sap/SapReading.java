package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.sap.netweaver.NetWeaverConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** The steps around reading a page of a data type's records through Camel's component for SAP Gateway. */
@Component("sapReading")
public class SapReading {

    private static final String REQUEST = "sapRead";
    private static final String SOURCE = "sapSource";
    private static final String POSITION = "sapPosition";
    private static final int MOST = 1_000;

    /** A system's days are those of its own time zone. */
    private static final Duration ZONES = Duration.ofHours(14);

    private static final Pattern TOKEN = Pattern.compile("[?&](?:\\$|%24)skiptoken=([^&]+)");

    private final ObjectMapper json;
    private final Clock clock;

    SapReading(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Turns the exchange's body, a {@link ReadRequest}, into what the component is to ask for.
     *
     * @throws Invalid when a filter's value can't be one
     */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        ReadRequest request = message.getBody(ReadRequest.class);
        Gateway gateway = new Gateway(request.connection(), request.provider());
        EntitySource source = EntitySource.of(exchange);
        PagePosition position = request.position() == null
                ? PagePosition.first(clock.instant())
                : PagePosition.parse(request.position());
        exchange.setProperty(REQUEST, request);
        exchange.setProperty(SOURCE, source);
        exchange.setProperty(POSITION, position);
        exchange.setProperty(Gateway.PROPERTY, gateway);
        message.removeHeaders("*");
        message.setHeader(
                NetWeaverConstants.COMMAND,
                "/" + ServicePaths.service(gateway, source.serviceField(), source.service()) + "/" + source.set()
                        + query(request, source, position));
        message.setBody(null);
    }

    private static String query(ReadRequest request, EntitySource source, PagePosition position) {
        StringBuilder query = new StringBuilder("?$format=json&$orderby=")
                .append(source.key())
                .append("&$top=")
                .append(size(request));
        List<String> conditions = conditions(request, source);
        if (!conditions.isEmpty()) {
            query.append("&$filter=").append(OData.encoded(String.join(" and ", conditions)));
        }
        if (source.expand() != null) {
            query.append("&$expand=").append(OData.encoded(source.expand()));
        }
        if (position.skip() > 0) {
            query.append("&$skip=").append(position.skip());
        }
        if (position.token() != null) {
            query.append("&$skiptoken=").append(OData.encoded(position.token()));
        }
        return query.toString();
    }

    private static List<String> conditions(ReadRequest request, EntitySource source) {
        List<String> conditions = new ArrayList<>();
        if (source.filter() != null) {
            conditions.add(source.filter());
        }
        if (request.cursor() != null && !source.changed().isEmpty()) {
            conditions.add(source.changedSince(day(request.cursor())));
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
            conditions.add(ODataFilter.parse(written).condition(given.getKey(), given.getValue()));
        });
        return conditions;
    }

    private static Instant day(String cursor) {
        try {
            return Instant.parse(cursor).minus(ZONES).truncatedTo(ChronoUnit.DAYS);
        } catch (DateTimeException malformed) {
            throw new CursorGone();
        }
    }

    private static int size(ReadRequest request) {
        return Math.max(1, Math.min(request.limit(), MOST));
    }

    /**
     * Turns the answer into a {@link RecordPage}.
     *
     * @throws ProviderFault when it is none
     */
    public void page(Exchange exchange) {
        ReadRequest request = exchange.getProperty(REQUEST, ReadRequest.class);
        EntitySource source = exchange.getProperty(SOURCE, EntitySource.class);
        PagePosition position = exchange.getProperty(POSITION, PagePosition.class);
        Message message = exchange.getMessage();
        JsonNode answer = json.valueToTree(message.getBody());
        JsonNode results = answer.isArray() ? answer : answer.path("results");
        if (!results.isArray()) {
            throw unreadable();
        }
        List<SyncRecord> records = new ArrayList<>();
        results.forEach(found -> records.add(record(request, source, found)));
        PagePosition next = position.after(
                records.size(), size(request), token(answer.path("__next").asText("")));
        message.removeHeaders("*");
        message.setBody(new RecordPage(
                records,
                next == null ? null : next.toString(),
                next != null || source.changed().isEmpty()
                        ? null
                        : position.begun().toString()));
    }

    /** Of the address that a system gives only the token counts: its host may be one that is known inside only. */
    private static @Nullable String token(String next) {
        if (next.isEmpty()) {
            return null;
        }
        Matcher token = TOKEN.matcher(next);
        if (!token.find()) {
            throw unreadable();
        }
        return UriUtils.decode(token.group(1), StandardCharsets.UTF_8);
    }

    private static SyncRecord record(ReadRequest request, EntitySource source, JsonNode found) {
        String id = found.path(source.key()).asText("");
        if (id.isEmpty()) {
            throw unreadable();
        }
        return new SyncRecord(
                id,
                request.type().name(),
                source.updatedAt(found).orElse(null),
                source.deleted() != null && found.path(source.deleted()).asBoolean(false),
                found);
    }

    private static ProviderFault unreadable() {
        return new ProviderFault(ErrorClass.RETRY, "SAP gave an answer that can't be read");
    }
}
