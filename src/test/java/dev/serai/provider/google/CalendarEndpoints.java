package dev.serai.provider.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Calendar API: who may call what, and which operation a path means. */
final class CalendarEndpoints {

    private static final String SCOPE = "https://www.googleapis.com/auth/calendar";
    private static final Set<String> LIST_CALENDARS =
            Set.of(SCOPE, SCOPE + ".readonly", SCOPE + ".calendarlist", SCOPE + ".calendarlist.readonly");
    private static final Set<String> READ_CALENDAR =
            Set.of(SCOPE, SCOPE + ".readonly", SCOPE + ".calendars", SCOPE + ".calendars.readonly");
    private static final Set<String> READ_EVENTS =
            Set.of(SCOPE, SCOPE + ".readonly", SCOPE + ".events", SCOPE + ".events.readonly");
    private static final Set<String> WRITE_EVENTS = Set.of(SCOPE, SCOPE + ".events");

    private final Grants grants;
    private final Channels channels;
    private final String root;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, EventStore> stores = new ConcurrentHashMap<>();

    /** @param root the stand-in's address without a slash at its end */
    CalendarEndpoints(Grants grants, Channels channels, String root) {
        this.grants = grants;
        this.channels = channels;
        this.root = root;
    }

    void add(EventStore store) {
        stores.put(store.owner().email(), store);
    }

    @Nullable
    EventStore store(String email) {
        return stores.get(email);
    }

    void expireSyncTokens() {
        stores.values().forEach(EventStore::expireSyncTokens);
    }

    Answer answer(Call call) {
        Grants.Access access = grants.access(call.authorization());
        List<String> parts = GoogleCall.calendarParts(call);
        String operation = call.method() + " " + shape(parts);
        return switch (operation) {
            case "GET users/me/calendarList" -> {
                allow(access, LIST_CALENDARS);
                yield Answer.json(200, calendarList(own(access)));
            }
            case "POST channels/stop" -> {
                allow(access, READ_EVENTS);
                yield stop(call, access);
            }
            case "GET calendars/{id}" -> {
                allow(access, READ_CALENDAR);
                yield Answer.json(200, calendar(store(parts, access)));
            }
            case "GET calendars/{id}/events" -> {
                allow(access, READ_EVENTS);
                yield Answer.json(200, store(parts, access).list(EventQuery.read(call)));
            }
            case "POST calendars/{id}/events" -> {
                allow(access, WRITE_EVENTS);
                checkSendUpdates(call);
                yield Answer.json(200, store(parts, access).insert(body(call)));
            }
            case "POST calendars/{id}/events/watch" -> {
                allow(access, READ_EVENTS);
                EventStore store = store(parts, access);
                String uri = root + GoogleCall.CALENDAR + "calendars/" + parts.get(1) + "/events?alt=json";
                yield Answer.json(200, channels.watch(store.owner().email(), uri, body(call)));
            }
            case "GET calendars/{id}/events/{id}" -> {
                allow(access, READ_EVENTS);
                yield Answer.json(200, store(parts, access).get(parts.get(3)));
            }
            case "PUT calendars/{id}/events/{id}" -> {
                allow(access, WRITE_EVENTS);
                checkSendUpdates(call);
                yield Answer.json(200, store(parts, access).update(parts.get(3), body(call), call.header("If-Match")));
            }
            case "PATCH calendars/{id}/events/{id}" -> {
                allow(access, WRITE_EVENTS);
                checkSendUpdates(call);
                yield Answer.json(200, store(parts, access).patch(parts.get(3), body(call), call.header("If-Match")));
            }
            case "DELETE calendars/{id}/events/{id}" -> {
                allow(access, WRITE_EVENTS);
                checkSendUpdates(call);
                store(parts, access).delete(parts.get(3), call.header("If-Match"));
                yield Answer.empty(204);
            }
            default -> throw Refusal.notFound();
        };
    }

    private static String shape(List<String> parts) {
        if (parts.get(0).equals("calendars") && parts.size() > 1) {
            return switch (parts.size()) {
                case 2 -> "calendars/{id}";
                case 3 -> "calendars/{id}/" + parts.get(2);
                case 4 -> "calendars/{id}/" + parts.get(2) + (parts.get(3).equals("watch") ? "/watch" : "/{id}");
                default -> "";
            };
        }
        return String.join("/", parts);
    }

    private static void allow(Grants.Access access, Set<String> scopes) {
        if (access.scopes().stream().noneMatch(scopes::contains)) {
            throw Refusal.api(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
        }
    }

    private EventStore own(Grants.Access access) {
        return found(access.account().email());
    }

    private EventStore store(List<String> parts, Grants.Access access) {
        String id = parts.get(1);
        if (!id.equals("primary") && !id.equals(access.account().email())) {
            throw Refusal.notFound();
        }
        return own(access);
    }

    private EventStore found(String email) {
        EventStore store = stores.get(email);
        if (store == null) {
            throw Refusal.notFound();
        }
        return store;
    }

    private static void checkSendUpdates(Call call) {
        String wanted = call.parameter("sendUpdates");
        if (wanted != null && !Set.of("all", "externalOnly", "none").contains(wanted)) {
            throw Refusal.parameter(400, "global", "invalidParameter", "Invalid value for sendUpdates", "sendUpdates");
        }
    }

    private Answer stop(Call call, Grants.Access access) {
        ObjectNode body = body(call);
        String id = body.path("id").asText();
        if (!channels.stop(
                id, body.path("resourceId").asText(), access.account().email())) {
            throw Refusal.api(404, "notFound", "Channel '" + id + "' not found for project");
        }
        return Answer.empty(204);
    }

    private ObjectNode body(Call call) {
        try {
            JsonNode body = json.readTree(call.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw Refusal.api(400, "parseError", "Parse Error");
        }
        throw Refusal.api(400, "parseError", "This API does not support parsing form-encoded input.");
    }

    private static ObjectNode calendar(EventStore store) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "calendar#calendar")
                .put("etag", "\"calendar\"")
                .put("id", store.owner().email())
                .put("summary", store.owner().email())
                .put("timeZone", store.zone().getId());
    }

    private static ObjectNode calendarList(EventStore store) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", "calendar#calendarList").put("etag", "\"list\"").put("nextSyncToken", "list");
        ObjectNode entry = calendar(store).put("kind", "calendar#calendarListEntry");
        entry.put("accessRole", "owner").put("primary", true).put("selected", true);
        list.putArray("items").add(entry);
        return list;
    }
}
