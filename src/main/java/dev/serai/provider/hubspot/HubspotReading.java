package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.hubspot.ReadingPlace.Stage;
import dev.serai.sync.CursorGone;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Reads a data type of HubSpot's CRM, which is one list of objects or several, one after another. Everything is read from
 * the lists, by the objects' ids. What has changed is searched for by the moment of the change, oldest first, and each page
 * begins at the moment that the one before had come to: so no search is asked for more than one page, where HubSpot ends
 * after 10,000 results, and an object that changes meanwhile moves no other out of the read. A page's last moment is left to
 * the next page unless nothing follows, so that no object is read twice. In the end those deleted since are looked for,
 * which no search finds.
 */
@Component("hubspotReading")
public class HubspotReading {

    private static final int LONGEST_LIST_PAGE = 100;
    private static final int LONGEST_SEARCH_PAGE = 200;
    private static final int MOST_CALLS = 10;

    /** A search finds what was written only some seconds later. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    /** What a filter of this name of the provider's narrows is not a property. */
    private static final String PROPERTIES = "properties";

    private static final String KIND = "kind";

    private final ProviderCalls calls;

    HubspotReading(ProviderCalls calls) {
        this.calls = calls;
    }

    /** A page as it is being made. */
    private record Step(List<SyncRecord> records, ReadingPlace next, boolean ended) {}

    /** A read, with what its route says and its caller wants. */
    private record Read(ReadRequest request, List<CrmList> lists, CrmQuery query) {

        boolean isOfChanges() {
            return request.cursor() != null;
        }

        Stage firstStage() {
            return isOfChanges() || query.isNarrowed() ? Stage.CHANGED : Stage.ALL;
        }
    }

    /**
     * Reads a page.
     *
     * @param types the types of object that the data type is made of, divided by commas
     * @param properties which properties each object comes with, divided by commas, unless the caller names others
     * @return a page whose position and cursor only this can read
     */
    public RecordPage read(
            @Body ReadRequest request,
            @ExchangeProperty("types") String types,
            @ExchangeProperty("properties") String properties) {
        Read read = read(request, parts(types), parts(properties));
        ReadingPlace place = request.position() != null ? ReadingPlace.parse(request.position()) : first(read);
        // What has nothing to show must not come as an empty page, unless it goes on for long.
        for (int call = 1; ; call++) {
            Step step = step(read, place);
            boolean last = step.ended && place.list() == read.lists.size() - 1;
            if (last) {
                return new RecordPage(step.records, null, step.next.latestText());
            }
            place = step.ended ? step.next.inList(place.list() + 1, read.firstStage()) : step.next;
            if (!step.records.isEmpty() || call == MOST_CALLS) {
                return new RecordPage(step.records, place.text(), null);
            }
        }
    }

    private static Read read(ReadRequest request, List<String> types, List<String> shown) {
        List<String> kinds = types;
        List<String> properties = shown;
        Map<String, String> wanted = new HashMap<>();
        for (Map.Entry<String, String> filter : request.filters().entrySet()) {
            String meant = request.type().filters().getOrDefault(filter.getKey(), filter.getKey());
            switch (meant) {
                case PROPERTIES -> properties = parts(filter.getValue());
                case KIND -> kinds = kinds(types, parts(filter.getValue()));
                default -> wanted.put(meant, filter.getValue());
            }
        }
        return new Read(request, kinds.stream().map(CrmList::new).toList(), new CrmQuery(properties, wanted));
    }

    private static List<String> kinds(List<String> types, List<String> wanted) {
        List<String> kinds = types.stream().filter(wanted::contains).toList();
        if (kinds.isEmpty() || kinds.size() < wanted.size()) {
            throw new ProviderFault(ErrorClass.PERMANENT, "HubSpot has only these kinds: " + String.join(", ", types));
        }
        return kinds;
    }

    private static ReadingPlace first(Read read) {
        String cursor = read.request.cursor();
        List<Long> latest =
                cursor == null ? Collections.nCopies(read.lists.size(), 0L) : cursorOf(cursor, read.lists.size());
        return new ReadingPlace(0, read.firstStage(), "", "", latest);
    }

    private static List<Long> cursorOf(String cursor, int lists) {
        List<Long> moments;
        try {
            moments = ReadingPlace.moments(cursor);
        } catch (NumberFormatException another) {
            throw new CursorGone();
        }
        // A read of other lists has left it, so every change since the earliest of them is read.
        return moments.size() == lists ? moments : Collections.nCopies(lists, Collections.min(moments));
    }

    private Step step(Read read, ReadingPlace place) {
        CrmList list = read.lists.get(place.list());
        return switch (place.stage()) {
            case ALL -> all(read, list, place);
            case CHANGED -> changed(read, list, place);
            case TIED -> tied(read, list, place);
            case DELETED -> deleted(read, list, place);
        };
    }

    private Step all(Read read, CrmList list, ReadingPlace place) {
        // Before the first object, because one that changes after it was read must be among the next read's changes.
        ReadingPlace seen = place.at().isEmpty() ? place.seen(newest(read, list)) : place;
        JsonNode page = list(read, list, seen.at(), false);
        List<SyncRecord> records = records(read, list, page);
        String after = page.at("/paging/next/after").asText("");
        return after.isEmpty() ? new Step(records, seen, true) : new Step(records, seen.on(Stage.ALL, after), false);
    }

    private Step changed(Read read, CrmList list, ReadingPlace place) {
        long since = place.at().isEmpty() ? begin(place) : Long.parseLong(place.at());
        int limit = limit(read, LONGEST_SEARCH_PAGE);
        List<SyncRecord> found = records(read, list, search(read, list, read.query.since(list, since, limit)));
        if (found.size() < limit) {
            return done(read, place, found);
        }
        long end = moment(found.get(found.size() - 1));
        if (moment(found.get(0)) == end) {
            return new Step(List.of(), place.on(Stage.TIED, Long.toString(end)).behind("0"), false);
        }
        List<SyncRecord> before =
                found.stream().filter(record -> moment(record) < end).toList();
        return new Step(before, latest(place, before).on(Stage.CHANGED, Long.toString(end)), false);
    }

    private Step tied(Read read, CrmList list, ReadingPlace place) {
        long moment = Long.parseLong(place.at());
        int limit = limit(read, LONGEST_SEARCH_PAGE);
        List<SyncRecord> found =
                records(read, list, search(read, list, read.query.at(list, moment, place.id(), limit)));
        ReadingPlace seen = place.seen(moment);
        return found.size() < limit
                ? new Step(found, seen.on(Stage.CHANGED, Long.toString(moment + 1)), false)
                : new Step(found, seen.behind(found.get(found.size() - 1).id()), false);
    }

    private static Step done(Read read, ReadingPlace place, List<SyncRecord> found) {
        ReadingPlace seen = latest(place, found);
        // Which of the deleted ones a filter means can't be told any more.
        boolean over = !read.isOfChanges() || read.query.isNarrowed();
        return new Step(found, over ? seen : seen.on(Stage.DELETED, ""), over);
    }

    private Step deleted(Read read, CrmList list, ReadingPlace place) {
        List<Long> cursor = cursorOf(String.valueOf(read.request.cursor()), read.lists.size());
        long since = Math.max(0, cursor.get(place.list()) - OVERLAP.toMillis());
        JsonNode page = list(read, list, place.at(), true);
        List<SyncRecord> records = records(read, list, page).stream()
                .filter(record -> moment(record) >= since)
                .toList();
        ReadingPlace seen = latest(place, records);
        String after = page.at("/paging/next/after").asText("");
        return after.isEmpty()
                ? new Step(records, seen, true)
                : new Step(records, seen.on(Stage.DELETED, after), false);
    }

    private static long begin(ReadingPlace place) {
        return Math.max(0, place.latest().get(place.list()) - OVERLAP.toMillis());
    }

    private static ReadingPlace latest(ReadingPlace place, List<SyncRecord> records) {
        return place.seen(
                records.stream().mapToLong(HubspotReading::moment).max().orElse(0));
    }

    private long newest(Read read, CrmList list) {
        List<SyncRecord> newest = records(read, list, search(read, list, read.query.newest(list)));
        return newest.isEmpty() ? 0 : moment(newest.get(0));
    }

    private JsonNode search(Read read, CrmList list, ObjectNode body) {
        return call(
                read, ProviderRequest.of("POST", list.path() + "/search", body).thatReads());
    }

    private JsonNode list(Read read, CrmList list, String after, boolean archived) {
        StringBuilder path = new StringBuilder(list.path())
                .append("?limit=")
                .append(limit(read, LONGEST_LIST_PAGE))
                .append("&archived=")
                .append(archived)
                .append("&properties=")
                .append(encoded(String.join(",", read.query.properties())));
        if (!after.isEmpty()) {
            path.append("&after=").append(encoded(after));
        }
        return call(read, ProviderRequest.of("GET", path.toString()));
    }

    private JsonNode call(Read read, ProviderRequest request) {
        JsonNode answer = calls.json(read.request.connection(), read.request.provider(), request);
        if (!answer.path("results").isArray()) {
            throw new ProviderFault(ErrorClass.RETRY, "HubSpot answered without results");
        }
        return answer;
    }

    private static int limit(Read read, int longest) {
        return Math.max(1, Math.min(longest, read.request.limit()));
    }

    private static List<SyncRecord> records(Read read, CrmList list, JsonNode page) {
        List<SyncRecord> records = new ArrayList<>();
        page.path("results").forEach(object -> records.add(record(read, list, object)));
        return records;
    }

    private static SyncRecord record(Read read, CrmList list, JsonNode object) {
        boolean deleted = object.path("archived").asBoolean();
        String modified = object.path("properties")
                .path(list.modified())
                .asText(object.path("updatedAt").asText());
        String moment = deleted ? object.path("archivedAt").asText(modified) : modified;
        try {
            return new SyncRecord(
                    object.path("id").asText(), read.request.type().name(), Instant.parse(moment), deleted, object);
        } catch (DateTimeException none) {
            throw new ProviderFault(ErrorClass.RETRY, "HubSpot does not say when an object was changed");
        }
    }

    private static long moment(SyncRecord record) {
        return record.updatedAt() == null ? 0 : record.updatedAt().toEpochMilli();
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
