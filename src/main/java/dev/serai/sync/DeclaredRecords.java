package dev.serai.sync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Listing;
import dev.serai.provider.Paging;
import dev.serai.provider.ProviderFault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a page of a data type over HTTP, as the provider's file declares it. */
@Component("declaredRecords")
public class DeclaredRecords {

    private static final String SINCE = "{since}";
    private static final JsonPointer WHOLE = JsonPointer.empty();

    private final ProviderCalls calls;

    DeclaredRecords(ProviderCalls calls) {
        this.calls = calls;
    }

    /**
     * Reads a page.
     *
     * @throws ProviderFault when the provider refuses, can't be reached, or answers what its file does not say
     */
    public RecordPage read(ReadRequest read) {
        Listing listing = Objects.requireNonNull(read.type().listing());
        @Nullable
        Paging paging =
                listing.paging() != null ? listing.paging() : read.provider().paging();
        @Nullable Instant since = since(read, listing);
        JsonNode answer = calls.json(read.connection(), read.provider(), request(read, listing, paging, since));
        List<SyncRecord> records = new ArrayList<>();
        for (JsonNode item : items(read, listing, paging, answer)) {
            SyncRecord record = record(read, listing, item);
            if (since != null
                    && record.updatedAt() != null
                    && record.updatedAt().isBefore(since)) {
                if (listing.changes() != null && listing.changes().newestFirst()) {
                    return new RecordPage(records, null, null);
                }
                if (listing.changes() == null) {
                    continue;
                }
            }
            records.add(record);
        }
        return new RecordPage(records, next(read, paging, answer, items(read, listing, paging, answer)), null);
    }

    private static @Nullable Instant since(ReadRequest read, Listing listing) {
        if (read.cursor() == null) {
            return null;
        }
        Instant cursor = Instant.parse(read.cursor());
        return listing.changes() == null
                ? cursor
                : cursor.minus(listing.changes().overlap());
    }

    private static ProviderRequest request(
            ReadRequest read, Listing listing, @Nullable Paging paging, @Nullable Instant since) {
        if (paging != null && paging.style() == Paging.Style.LINK && read.position() != null) {
            return ProviderRequest.of("GET", read.position());
        }
        boolean changes = since != null && listing.changes() != null;
        Listing.Ask ask = changes ? listing.changes().ask() : listing.all();
        String moment = changes ? listing.changes().sinceForm().write(since) : "";
        Map<String, String> parameters = new LinkedHashMap<>();
        ask.parameters().forEach((name, value) -> parameters.put(name, value.replace(SINCE, moment)));
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<JsonPointer, String> within = new LinkedHashMap<>();
        read.filters().forEach((filter, value) -> {
            String target = Objects.requireNonNull(read.type().filters().get(filter));
            if (target.startsWith("/")) {
                within.put(JsonPointer.compile(target), value);
            } else {
                wanted.put(target, value);
            }
        });
        paging(read, paging).forEach(wanted::put);
        boolean inBody = paging != null && paging.inBody() && ask.method().equals("POST");
        if (!inBody) {
            parameters.putAll(wanted);
        }
        String path = ask.path() + query(parameters);
        if (ask.body() == null) {
            return ProviderRequest.of(ask.method(), path).thatReads();
        }
        ObjectNode body = (ObjectNode) filled(ask.body(), moment);
        within.forEach((at, value) -> body.withObject(at.head()).put(at.last().getMatchingProperty(), value));
        if (inBody) {
            wanted.forEach(
                    (name, value) -> body.set(name, number(paging, name) ? json(value) : TextNode.valueOf(value)));
        }
        return ProviderRequest.of(ask.method(), path, body).thatReads();
    }

    private static Map<String, String> paging(ReadRequest read, @Nullable Paging paging) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (paging == null) {
            return parameters;
        }
        if (paging.sizeParameter() != null) {
            parameters.put(paging.sizeParameter(), Integer.toString(size(read, paging)));
        }
        if (paging.parameter() != null) {
            switch (paging.style()) {
                case OFFSET -> parameters.put(paging.parameter(), read.position() == null ? "0" : read.position());
                case NUMBER -> parameters.put(paging.parameter(), read.position() == null ? "1" : read.position());
                default -> {
                    if (read.position() != null) {
                        parameters.put(paging.parameter(), read.position());
                    }
                }
            }
        }
        return parameters;
    }

    /** A page's number only means the same as long as pages have the same size. */
    private static int size(ReadRequest read, Paging paging) {
        int most = paging.size() == null ? read.limit() : paging.size();
        return paging.style() == Paging.Style.NUMBER ? most : Math.min(read.limit(), most);
    }

    private static boolean number(Paging paging, String parameter) {
        return parameter.equals(paging.sizeParameter())
                || parameter.equals(paging.parameter()) && paging.style() != Paging.Style.CURSOR;
    }

    private static JsonNode json(String number) {
        return JsonNodeFactory.instance.numberNode(Long.parseLong(number));
    }

    private static JsonNode filled(JsonNode template, String since) {
        if (template.isTextual()) {
            return TextNode.valueOf(template.asText().replace(SINCE, since));
        }
        if (template instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.fields().forEachRemaining(entry -> copy.set(entry.getKey(), filled(entry.getValue(), since)));
            return copy;
        }
        if (template.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            template.forEach(item -> copy.add(filled(item, since)));
            return copy;
        }
        return template;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode items(ReadRequest read, Listing listing, @Nullable Paging paging, JsonNode answer) {
        JsonPointer at = listing.items() != null
                ? listing.items()
                : paging != null && paging.items() != null ? paging.items() : WHOLE;
        JsonNode items = answer.at(at);
        if (!items.isArray() && !items.isNull() && !(items.isMissingNode() && answer.isObject())) {
            throw new ProviderFault(
                    ErrorClass.RETRY, read.provider().name() + " gave an answer without a list of records");
        }
        return items;
    }

    private static SyncRecord record(ReadRequest read, Listing listing, JsonNode item) {
        JsonNode id = item.at(listing.id());
        if (!id.isValueNode() || id.asText().isEmpty()) {
            throw new ProviderFault(ErrorClass.RETRY, read.provider().name() + " gave a record without an id");
        }
        return new SyncRecord(
                id.asText(),
                read.type().name(),
                listing.updatedAt() == null
                        ? null
                        : listing.updatedAtForm()
                                .read(item.at(listing.updatedAt()))
                                .orElse(null),
                listing.deleted() != null && listing.deleted().isMetBy(item),
                item);
    }

    private static @Nullable String next(ReadRequest read, @Nullable Paging paging, JsonNode answer, JsonNode items) {
        if (paging == null) {
            return null;
        }
        switch (paging.style()) {
            case CURSOR, LINK -> {
                String next = answer.at(Objects.requireNonNull(paging.next())).asText("");
                if (next.isEmpty() || next.equals("null")) {
                    return null;
                }
                if (next.equals(read.position())) {
                    throw new ProviderFault(ErrorClass.RETRY, read.provider().name() + " gave the same page twice");
                }
                return next;
            }
            case OFFSET, NUMBER -> {
                if (items.size() < size(read, paging)) {
                    return null;
                }
                boolean offset = paging.style() == Paging.Style.OFFSET;
                long position = read.position() == null ? (offset ? 0 : 1) : Long.parseLong(read.position());
                return Long.toString(position + (offset ? items.size() : 1));
            }
        }
        throw new IllegalStateException("no style of paging");
    }
}
