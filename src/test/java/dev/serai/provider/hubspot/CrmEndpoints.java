package dev.serai.provider.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /crm/v3/objects}: one account's objects, as HubSpot's specification of 2026 has them. */
final class CrmEndpoints {

    static final String ROOT = "/crm/v3/objects/";

    private static final int LONGEST_PAGE = 100;
    private static final Set<String> LIST =
            Set.of("limit", "after", "properties", "propertiesWithHistory", "associations", "archived");
    private static final Set<String> ONE =
            Set.of("properties", "propertiesWithHistory", "associations", "archived", "idProperty");

    /** What a call means. */
    private record Meant(Call call, Portal portal, ObjectType type, JsonNode body) {}

    /** @return which scope a call needs */
    static String scope(Call call) {
        List<String> parts = parts(call);
        String last = parts.get(parts.size() - 1);
        boolean writing = !call.method().equals("GET") && !last.equals("search") && !last.equals("read");
        return type(parts.get(0)).scope(writing);
    }

    Answer answer(Portal portal, Call call) {
        List<String> parts = parts(call);
        Meant meant = new Meant(call, portal, type(parts.get(0)), Bodies.object(call.body()));
        String rest = String.join("/", parts.subList(1, parts.size()));
        return switch (call.method() + " " + (rest.matches("[^/]+") && !rest.equals("search") ? "{id}" : rest)) {
            case "GET " -> list(meant);
            case "POST " -> create(meant);
            case "POST search" ->
                Answer.json(200, new CrmSearch(meant.type, meant.body).answer(portal.all(meant.type, false)));
            case "GET {id}" -> get(meant, rest);
            case "PATCH {id}" -> update(meant, rest);
            case "DELETE {id}" -> delete(meant, rest);
            case "POST batch/read" -> batchRead(meant);
            case "POST batch/create" ->
                batch(meant, 201, input -> made(meant, input).json(List.of()));
            case "POST batch/update" -> batch(meant, 200, input -> changed(meant, input));
            case "POST batch/upsert" -> batch(meant, 200, input -> upserted(meant, input));
            case "POST batch/archive" -> batchArchive(meant);
            default -> throw HubspotRefusal.of(405, "METHOD_NOT_ALLOWED", "HTTP method not allowed");
        };
    }

    private Answer list(Meant meant) {
        knows(meant, LIST);
        int limit = 10;
        String wanted = meant.call.parameter("limit");
        if (wanted != null) {
            if (!wanted.matches("[0-9]{1,9}")) {
                throw HubspotRefusal.invalid("Invalid integer value for limit: " + wanted);
            }
            limit = Integer.parseInt(wanted);
        }
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw HubspotRefusal.invalid("limit must be between 1 and " + LONGEST_PAGE + ", was " + limit);
        }
        String after = meant.call.parameter("after");
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw HubspotRefusal.invalid("Invalid after: " + after);
        }
        boolean archived = archived(meant);
        List<CrmObject> page = meant.portal.from(meant.type, after == null ? 0 : Long.parseLong(after)).stream()
                .filter(object -> object.isArchived() == archived)
                .limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("results");
        page.stream().limit(limit).forEach(object -> results.add(object.json(properties(meant.call))));
        if (page.size() > limit) {
            ObjectNode next = answer.putObject("paging").putObject("next");
            next.put("after", Long.toString(page.get(limit).id()));
            next.put(
                    "link",
                    "https://api.hubapi.com" + meant.call.path() + "?after="
                            + page.get(limit).id());
        }
        return Answer.json(200, answer);
    }

    private Answer create(Meant meant) {
        Bodies.knows(meant.body, Set.of("properties", "associations"));
        return Answer.json(201, made(meant, meant.body).json(List.of()));
    }

    private Answer get(Meant meant, String id) {
        knows(meant, ONE);
        CrmObject found = meant.portal
                .find(meant.type, id, idProperty(meant.type, meant.call.parameter("idProperty")))
                .filter(object -> object.isArchived() == archived(meant))
                .orElseThrow(HubspotRefusal::notFound);
        return Answer.json(200, found.json(properties(meant.call)));
    }

    private Answer update(Meant meant, String id) {
        knows(meant, Set.of("idProperty"));
        Bodies.knows(meant.body, Set.of("properties"));
        CrmObject found = found(meant, id, meant.call.parameter("idProperty"));
        return Answer.json(200, rewritten(meant, found, meant.body).json(List.of()));
    }

    private Answer delete(Meant meant, String id) {
        CrmObject found = meant.portal.find(meant.type, id, null).orElseThrow(HubspotRefusal::notFound);
        meant.portal.archive(meant.type, found.id());
        return Answer.empty(204);
    }

    private Answer batchRead(Meant meant) {
        knows(meant, Set.of("archived"));
        Bodies.knows(meant.body, Set.of("inputs", "properties", "propertiesWithHistory", "idProperty"));
        String idProperty = idProperty(meant.type, text(meant.body, "idProperty"));
        List<String> properties = Bodies.texts(meant.body.path("properties"));
        List<ObjectNode> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (JsonNode input : Bodies.inputs(meant.body)) {
            String id = input.path("id").asText();
            Optional<CrmObject> found = meant.portal
                    .find(meant.type, id, idProperty)
                    .filter(object -> object.isArchived() == archived(meant));
            found.ifPresentOrElse(object -> results.add(object.json(properties)), () -> missing.add(id));
        }
        ObjectNode answer = complete(results);
        if (!missing.isEmpty()) {
            answer.put("numErrors", 1);
            ObjectNode error = answer.putArray("errors").addObject();
            error.put("status", "error").put("category", "OBJECT_NOT_FOUND");
            error.put("message", "Could not get some objects, they may be deleted or not exist.");
            missing.forEach(error.putObject("context").putArray("ids")::add);
        }
        return Answer.json(missing.isEmpty() ? 200 : 207, answer);
    }

    private Answer batchArchive(Meant meant) {
        Bodies.inputs(meant.body).forEach(input -> meant.portal
                .find(meant.type, input.path("id").asText(), null)
                .ifPresent(object -> meant.portal.archive(meant.type, object.id())));
        return Answer.empty(204);
    }

    /** What is done with one input of a batch. */
    private interface Work {
        ObjectNode on(JsonNode input);
    }

    private static Answer batch(Meant meant, int status, Work work) {
        Bodies.knows(meant.body, Set.of("inputs"));
        return Answer.json(
                status,
                complete(Bodies.inputs(meant.body).stream().map(work::on).toList()));
    }

    private static ObjectNode complete(List<ObjectNode> results) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", "COMPLETE");
        answer.put("startedAt", Instant.now().toString());
        answer.put("completedAt", Instant.now().toString());
        answer.putArray("results").addAll(results);
        return answer;
    }

    private static CrmObject made(Meant meant, JsonNode input) {
        Map<String, String> properties = Bodies.properties(meant.type, input);
        if (meant.type.isActivity() && !properties.containsKey("hs_timestamp")) {
            throw HubspotRefusal.invalidProperty("hs_timestamp is required", "MISSING_REQUIRED_PROPERTY");
        }
        mustBeFree(meant, properties, null);
        return meant.portal.create(meant.type, properties);
    }

    private static ObjectNode changed(Meant meant, JsonNode input) {
        CrmObject found = found(meant, input.path("id").asText(), text(input, "idProperty"));
        return rewritten(meant, found, input).json(List.of());
    }

    private static ObjectNode upserted(Meant meant, JsonNode input) {
        String property = idProperty(meant.type, text(input, "idProperty"));
        String id = input.path("id").asText();
        Optional<CrmObject> found = meant.portal.find(meant.type, id, property);
        if (found.isEmpty() && property == null) {
            throw HubspotRefusal.notFound();
        }
        Map<String, String> properties = new TreeMap<>(Bodies.properties(meant.type, input));
        CrmObject now;
        if (found.isPresent()) {
            now = meant.portal.update(found.get(), properties);
        } else {
            properties.put(property, id);
            now = meant.portal.create(meant.type, properties);
        }
        return now.json(List.of()).put("new", found.isEmpty());
    }

    private static CrmObject rewritten(Meant meant, CrmObject found, JsonNode input) {
        Map<String, String> properties = Bodies.properties(meant.type, input);
        mustBeFree(meant, properties, found);
        return meant.portal.update(found, properties);
    }

    private static void mustBeFree(Meant meant, Map<String, String> properties, @Nullable CrmObject itself) {
        String unique = meant.type.unique();
        String value = unique == null ? null : properties.get(unique);
        if (value != null) {
            meant.portal
                    .find(meant.type, value, unique)
                    .filter(other -> itself == null || other.id() != itself.id())
                    .ifPresent(other -> {
                        throw HubspotRefusal.of(409, "CONFLICT", "Contact already exists. Existing ID: " + other.id());
                    });
        }
    }

    private static CrmObject found(Meant meant, String id, @Nullable String idProperty) {
        return meant.portal
                .find(meant.type, id, idProperty(meant.type, idProperty))
                .filter(object -> !object.isArchived())
                .orElseThrow(HubspotRefusal::notFound);
    }

    private static @Nullable String idProperty(ObjectType type, @Nullable String name) {
        if (name != null && !name.equals("hs_object_id") && !name.equals(type.unique())) {
            throw HubspotRefusal.invalid("Property " + name + " is not a unique property");
        }
        return name;
    }

    private static boolean archived(Meant meant) {
        return "true".equals(meant.call.parameter("archived"));
    }

    private static List<String> properties(Call call) {
        return call.parameters("properties").stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .filter(name -> !name.isBlank())
                .toList();
    }

    private static void knows(Meant meant, Set<String> parameters) {
        meant.call.query().keySet().forEach(name -> {
            if (!parameters.contains(name)) {
                throw HubspotRefusal.invalid("Unknown parameter " + name);
            }
        });
    }

    private static @Nullable String text(JsonNode body, String field) {
        return body.hasNonNull(field) ? body.get(field).asText() : null;
    }

    private static ObjectType type(String name) {
        return ObjectType.named(name)
                .orElseThrow(() -> HubspotRefusal.invalid("Unable to infer object type from: " + name));
    }

    private static List<String> parts(Call call) {
        return Stream.of(call.path().substring(ROOT.length()).split("/"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }
}
