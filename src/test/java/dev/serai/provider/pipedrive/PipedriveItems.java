package dev.serai.provider.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Refused;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2}: one company's items, as Pipedrive's own clients call them. */
final class PipedriveItems {

    static final String ROOT = "/api/v2/";

    private static final int LONGEST_PAGE = 500;
    private static final Set<String> LIST = Set.of(
            "filter_id",
            "ids",
            "owner_id",
            "org_id",
            "person_id",
            "deal_id",
            "status",
            "stage_id",
            "pipeline_id",
            "done",
            "updated_since",
            "updated_until",
            "sort_by",
            "sort_direction",
            "include_fields",
            "custom_fields",
            "limit",
            "cursor");
    private static final List<String> EQUAL =
            List.of("owner_id", "org_id", "person_id", "deal_id", "status", "stage_id", "pipeline_id", "done");

    /** Where a page begins: behind this item. */
    private record Behind(String value, long id) {

        static @Nullable Behind of(@Nullable String cursor) {
            if (cursor == null) {
                return null;
            }
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|");
                return new Behind(parts[0], Long.parseLong(parts[1]));
            } catch (RuntimeException none) {
                throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "cursor is invalid");
            }
        }

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((value + "|" + id).getBytes(StandardCharsets.UTF_8));
        }
    }

    Answer answer(Company company, Call call) {
        List<String> parts = call.partsAfter(ROOT);
        String type = parts.get(0);
        if (!Company.FIELDS.containsKey(type)) {
            throw refused(404, "ERR_NOT_FOUND", "Unknown method .");
        }
        if (parts.size() == 1) {
            return switch (call.method()) {
                case "GET" -> list(company, type, call);
                case "POST" -> Answer.json(201, one(create(company, type, call)));
                default -> throw refused(405, "ERR_METHOD_NOT_ALLOWED", "Method not allowed");
            };
        }
        if (parts.get(1).equals("search") && call.method().equals("GET")) {
            return search(company, type, call);
        }
        long id = number("id", parts.get(1));
        ObjectNode item = company.find(type, id).orElseThrow(() -> refused(404, "ERR_NOT_FOUND", "Item not found"));
        return switch (call.method()) {
            case "GET" -> Answer.json(200, one(item));
            case "PATCH" -> {
                company.change(type, id, fields(type, call), Instant.now());
                yield Answer.json(200, one(company.find(type, id).orElseThrow()));
            }
            case "DELETE" -> {
                company.remove(type, id);
                yield Answer.json(200, one(JsonNodeFactory.instance.objectNode().put("id", id)));
            }
            default -> throw refused(405, "ERR_METHOD_NOT_ALLOWED", "Method not allowed");
        };
    }

    private static Answer list(Company company, String type, Call call) {
        call.query().keySet().forEach(name -> {
            if (!LIST.contains(name)) {
                throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "\"" + name + "\" is not allowed");
            }
        });
        String sort = call.parameter("sort_by") == null ? "id" : call.parameter("sort_by");
        if (!Set.of("id", "update_time", "add_time").contains(sort)) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "sort_by is invalid");
        }
        int limit = limit(call);
        Instant since = moment(call, "updated_since");
        Instant until = moment(call, "updated_until");
        Comparator<ObjectNode> order = Comparator.<ObjectNode, String>comparing(item -> sortValue(item, sort))
                .thenComparing(item -> item.get("id").asLong());
        if ("desc".equals(call.parameter("sort_direction"))) {
            order = order.reversed();
        }
        Behind behind = Behind.of(call.parameter("cursor"));
        ObjectNode from = behind == null
                ? null
                : JsonNodeFactory.instance.objectNode().put(sort, behind.value).put("id", behind.id);
        Comparator<ObjectNode> sorting = order;
        List<ObjectNode> found = company.items(type).stream()
                .filter(item -> since == null || !updated(item).isBefore(since))
                .filter(item -> until == null || updated(item).isBefore(until))
                .filter(item -> EQUAL.stream()
                        .allMatch(name -> call.parameter(name) == null
                                || item.path(name).asText().equals(call.parameter(name))))
                .sorted(sorting)
                .filter(item -> from == null || sorting.compare(item, from) > 0)
                .limit(limit + 1L)
                .toList();
        return page(found, limit, sort);
    }

    private static Answer search(Company company, String type, Call call) {
        String term = call.parameter("term");
        if (term == null || term.length() < 2) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "term must have at least 2 characters");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        ArrayNode items = answer.putObject("data").putArray("items");
        company.items(type).stream()
                .filter(item -> item.toString().toLowerCase().contains(term.toLowerCase()))
                .forEach(item -> items.addObject().put("result_score", 1).set("item", item));
        answer.putObject("additional_data").putNull("next_cursor");
        return Answer.json(200, answer);
    }

    private static Answer page(List<ObjectNode> found, int limit, String sort) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        ArrayNode data = answer.putArray("data");
        found.stream().limit(limit).forEach(data::add);
        ObjectNode more = answer.putObject("additional_data");
        if (found.size() > limit) {
            ObjectNode last = found.get(limit - 1);
            more.put(
                    "next_cursor",
                    new Behind(sortValue(last, sort), last.get("id").asLong()).cursor());
        } else {
            more.putNull("next_cursor");
        }
        return Answer.json(200, answer);
    }

    private static ObjectNode create(Company company, String type, Call call) {
        Map<String, Object> fields = fields(type, call);
        String title = type.equals("deals") ? "title" : type.equals("activities") ? "subject" : "name";
        if (!fields.containsKey(title) && !type.equals("activities")) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", title + " is required");
        }
        return company.find(type, company.add(type, fields, Instant.now())).orElseThrow();
    }

    private static Map<String, Object> fields(String type, Call call) {
        JsonNode body = call.json();
        if (!body.isObject()) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "body must be an object");
        }
        Map<String, Object> fields = new TreeMap<>();
        body.fields().forEachRemaining(field -> {
            if (!Company.FIELDS.get(type).contains(field.getKey())) {
                throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "\"" + field.getKey() + "\" is not allowed");
            }
            fields.put(field.getKey(), field.getValue());
        });
        return fields;
    }

    private static ObjectNode one(JsonNode item) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        answer.set("data", item);
        return answer;
    }

    private static int limit(Call call) {
        long limit = call.parameter("limit") == null ? 100 : number("limit", call.parameter("limit"));
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "limit must be 1 to " + LONGEST_PAGE);
        }
        return (int) limit;
    }

    private static long number(String name, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", name + " must be a number");
        }
        return Long.parseLong(text);
    }

    private static @Nullable Instant moment(Call call, String name) {
        String text = call.parameter(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException none) {
            throw refused(400, "ERR_SCHEMA_VALIDATION_FAILED", name + " must be in RFC3339 format");
        }
    }

    private static String sortValue(ObjectNode item, String sort) {
        return sort.equals("id")
                ? String.format("%019d", item.get("id").asLong())
                : item.get(sort).asText();
    }

    private static Instant updated(ObjectNode item) {
        return Instant.parse(item.get("update_time").asText());
    }

    static Refused refused(int status, String code, String error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", false).put("error", error).put("code", code);
        return new Refused(code + ": " + error, Answer.json(status, body));
    }
}
