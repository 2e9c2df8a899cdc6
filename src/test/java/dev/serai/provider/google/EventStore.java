package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of one calendar, deleted ones included, in the order of their last change. */
final class EventStore {

    private static final AtomicLong ETAGS = new AtomicLong(3_400_000_000_000_000L);
    private static final Duration UPDATED_MIN_REACH = Duration.ofDays(28);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private record Entry(ObjectNode event, long position) {
        boolean isCancelled() {
            return EventStore.isCancelled(event);
        }
    }

    private final Account owner;
    private final Clock clock;
    private final Runnable changed;
    private final Map<String, Entry> byId = new HashMap<>();
    private final TreeMap<Long, Entry> byPosition = new TreeMap<>();
    private long position;
    private long generation;
    private boolean bareCancellations = true;

    /** @param changed told of every change, in their order */
    EventStore(Account owner, Clock clock, Runnable changed) {
        this.owner = owner;
        this.clock = clock;
        this.changed = changed;
    }

    Account owner() {
        return owner;
    }

    ZoneId zone() {
        return owner.zone();
    }

    synchronized ObjectNode insert(ObjectNode body) {
        ObjectNode event = body.deepCopy();
        EventRules.dropNulls(event);
        String id = event.hasNonNull("id") ? event.get("id").asText() : newId();
        EventRules.checkId(id);
        String uid = event.path("iCalUID").asText(id + "@google.com");
        event.remove(EventRules.SERVER_FIELDS);
        EventRules.settle(event, zone());
        if (byId.containsKey(id)) {
            throw Refusal.api(409, "duplicate", "The requested identifier already exists.");
        }
        if (!event.has("status")) {
            event.put("status", "confirmed");
        }
        if (!event.has("reminders")) {
            event.putObject("reminders").put("useDefault", true);
        }
        if (!event.has("sequence")) {
            event.put("sequence", 0);
        }
        event.put("kind", "calendar#event").put("id", id).put("iCalUID", uid).put("eventType", "default");
        event.put("htmlLink", "https://www.google.com/calendar/event?eid=" + id);
        event.put("created", now());
        event.putObject("creator").put("email", owner.email()).put("self", true);
        event.putObject("organizer").put("email", owner.email()).put("self", true);
        return put(event);
    }

    /** @return the event, also a deleted one, which then is cancelled */
    synchronized ObjectNode get(String id) {
        return stored(id).deepCopy();
    }

    synchronized ObjectNode update(String id, ObjectNode body, @Nullable String ifMatch) {
        ObjectNode old = stored(id);
        match(old, ifMatch);
        ObjectNode event = body.deepCopy();
        EventRules.dropNulls(event);
        keepServerFields(old, event);
        if (!event.has("status")) {
            event.put("status", "confirmed");
        }
        if (!event.has("reminders")) {
            event.putObject("reminders").put("useDefault", true);
        }
        return replace(old, event);
    }

    synchronized ObjectNode patch(String id, ObjectNode body, @Nullable String ifMatch) {
        ObjectNode old = stored(id);
        match(old, ifMatch);
        ObjectNode event = old.deepCopy();
        EventRules.merge(event, body);
        keepServerFields(old, event);
        return replace(old, event);
    }

    synchronized void delete(String id, @Nullable String ifMatch) {
        ObjectNode old = stored(id);
        if (isCancelled(old)) {
            throw Refusal.api(410, "deleted", "Resource has been deleted");
        }
        match(old, ifMatch);
        put(old.deepCopy().put("status", "cancelled"));
    }

    /** @return the changed event; null when there is none that could be changed */
    synchronized @Nullable ObjectNode edit(String id, Consumer<ObjectNode> change) {
        Entry entry = byId.get(id);
        if (entry == null || entry.isCancelled()) {
            return null;
        }
        ObjectNode event = entry.event().deepCopy();
        change.accept(event);
        keepServerFields(entry.event(), event);
        return replace(entry.event(), event);
    }

    /** @return all events, deleted ones included, in the order of their last change */
    synchronized List<ObjectNode> all() {
        return byPosition.values().stream()
                .map(entry -> entry.event().deepCopy())
                .toList();
    }

    synchronized void expireSyncTokens() {
        generation++;
    }

    synchronized void bareCancellations(boolean wanted) {
        bareCancellations = wanted;
    }

    synchronized ObjectNode list(EventQuery query) {
        Instant updatedMin = query.updatedMin();
        if (updatedMin != null && updatedMin.isBefore(clock.instant().minus(UPDATED_MIN_REACH))) {
            throw Refusal.parameter(
                    410,
                    "calendar",
                    "updatedMinTooLongAgo",
                    "The requested minimum modification time lies too far in the past.",
                    "updatedMin");
        }
        ListPosition at = position(query);
        ObjectNode page = page();
        ArrayNode items = page.putArray("items");
        ListPosition next =
                "startTime".equals(query.orderBy()) ? byStart(query, at, items) : byChange(query, at, items);
        if (next != null) {
            page.put("nextPageToken", next.token());
        } else if (query.syncs()) {
            page.put("nextSyncToken", at.token());
        }
        return page;
    }

    private ListPosition position(EventQuery query) {
        String id = owner.email();
        if (query.pageToken() != null) {
            ListPosition at = ListPosition.read(query.pageToken(), "pageToken", id);
            if (at.fingerprint() != query.fingerprint()) {
                throw Refusal.parameter(400, "global", "invalid", "Invalid pageToken value.", "pageToken");
            }
            if (at.isIncremental()) {
                checkLife(at);
            }
            return at;
        }
        if (query.syncToken() != null) {
            ListPosition last = ListPosition.read(query.syncToken(), "syncToken", id);
            checkLife(last);
            if (last.single() != query.singleEvents()) {
                throw Refusal.parameter(400, "global", "invalid", "singleEvents has changed.", "syncToken");
            }
            return new ListPosition(
                    id, generation, last.until(), position, last.until(), query.fingerprint(), query.singleEvents());
        }
        return new ListPosition(id, generation, -1, position, 0, query.fingerprint(), query.singleEvents());
    }

    private void checkLife(ListPosition at) {
        if (at.generation() != generation) {
            throw Refusal.parameter(
                    410,
                    "calendar",
                    "fullSyncRequired",
                    "Sync token is no longer valid, a full sync is required.",
                    "syncToken");
        }
    }

    /** A page is cut before the filters, as Google's may be: it can be short or empty with more to come. */
    private @Nullable ListPosition byChange(EventQuery query, ListPosition at, ArrayNode items) {
        int rows = 0;
        long cursor = at.cursor();
        for (Entry entry : byPosition.tailMap(cursor, false).values()) {
            if (rows++ == query.maxResults()) {
                return at.at(cursor);
            }
            cursor = entry.position();
            items.addAll(shown(entry, query, at));
        }
        return null;
    }

    private @Nullable ListPosition byStart(EventQuery query, ListPosition at, ArrayNode items) {
        List<ObjectNode> all = new ArrayList<>();
        byPosition.values().forEach(entry -> all.addAll(shown(entry, query, at)));
        all.sort(Comparator.comparing(
                event -> EventTime.read(event, "start", zone()).instant()));
        int end = (int) Math.min(all.size(), at.cursor() + query.maxResults());
        items.addAll(all.subList((int) Math.min(at.cursor(), end), end));
        return end < all.size() ? at.at(end) : null;
    }

    private List<ObjectNode> shown(Entry entry, EventQuery query, ListPosition at) {
        ObjectNode event = entry.event();
        if (entry.isCancelled()) {
            boolean instance = event.has("recurringEventId") && !query.singleEvents();
            boolean wanted = at.isIncremental() || query.showDeleted() || query.updatedMin() != null || instance;
            if (!wanted || !at.isIncremental() && !query.has(event, zone())) {
                return List.of();
            }
            return List.of(bareCancellations && !query.showDeleted() ? bare(event) : event.deepCopy());
        }
        if (query.singleEvents() && Recurrence.recurs(event)) {
            return Recurrence.instances(event, zone()).stream()
                    .filter(instance -> !byId.containsKey(instance.get("id").asText()))
                    .filter(instance -> query.has(instance, zone()))
                    .toList();
        }
        return query.has(event, zone()) ? List.of(event.deepCopy()) : List.of();
    }

    /** Of a deleted event Google promises no more than its id. */
    private static ObjectNode bare(ObjectNode event) {
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        for (String name : List.of("kind", "etag", "id", "status", "recurringEventId", "originalStartTime")) {
            if (event.has(name)) {
                bare.set(name, event.get(name).deepCopy());
            }
        }
        return bare;
    }

    private ObjectNode page() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("kind", "calendar#events").put("etag", "\"p" + position + "g" + generation + "\"");
        page.put("summary", owner.email()).put("description", "").put("updated", now());
        page.put("timeZone", zone().getId()).put("accessRole", "owner");
        page.putArray("defaultReminders").addObject().put("method", "popup").put("minutes", 10);
        return page;
    }

    private ObjectNode stored(String id) {
        Entry entry = byId.get(id);
        if (entry != null) {
            return entry.event();
        }
        int underscore = id.lastIndexOf('_');
        Entry series = underscore < 0 ? null : byId.get(id.substring(0, underscore));
        if (series != null && !series.isCancelled() && Recurrence.recurs(series.event())) {
            for (ObjectNode instance : Recurrence.instances(series.event(), zone())) {
                if (instance.get("id").asText().equals(id)) {
                    return instance;
                }
            }
        }
        throw Refusal.notFound();
    }

    private static void match(ObjectNode event, @Nullable String ifMatch) {
        if (ifMatch != null
                && !ifMatch.equals("*")
                && !ifMatch.equals(event.get("etag").asText())) {
            throw Refusal.header(412, "conditionNotMet", "Precondition Failed", "If-Match");
        }
    }

    private static void keepServerFields(ObjectNode old, ObjectNode event) {
        for (String name : EventRules.SERVER_FIELDS) {
            JsonNode value = old.get(name);
            if (value == null) {
                event.remove(name);
            } else {
                event.set(name, value.deepCopy());
            }
        }
    }

    private ObjectNode replace(ObjectNode old, ObjectNode event) {
        EventRules.settle(event, zone());
        int sequence = old.path("sequence").asInt();
        int given = event.path("sequence").asInt(sequence);
        if (given < sequence) {
            throw Refusal.invalid("Invalid sequence value. The specified sequence number is below the current"
                    + " sequence number of the resource.");
        }
        boolean moved = List.of("start", "end", "recurrence", "status").stream()
                .anyMatch(name -> !old.path(name).equals(event.path(name)));
        event.put("sequence", moved && given == sequence ? sequence + 1 : given);
        return put(event);
    }

    private ObjectNode put(ObjectNode event) {
        String id = event.get("id").asText();
        event.put("etag", "\"" + ETAGS.addAndGet(1_000) + "\"").put("updated", now());
        Entry entry = new Entry(event, ++position);
        Entry before = byId.put(id, entry);
        if (before != null) {
            byPosition.remove(before.position());
        }
        byPosition.put(entry.position(), entry);
        changed.run();
        return event.deepCopy();
    }

    static boolean isCancelled(ObjectNode event) {
        return event.path("status").asText().equals("cancelled");
    }

    private String now() {
        return STAMP.format(clock.instant());
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 26);
    }
}
