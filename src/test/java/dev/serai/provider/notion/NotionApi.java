package dev.serai.provider.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Refused;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Notion's API in the version 2026-03-11, for one workspace. */
final class NotionApi {

    private static final String VERSION = "2026-03-11";
    private static final int LONGEST_PAGE = 100;

    Answer answer(Workspace workspace, Call call) {
        if (!VERSION.equals(call.header("Notion-Version"))) {
            throw refused(
                    400,
                    "missing_version",
                    "Notion-Version header failed validation: Notion-Version header should be defined");
        }
        List<String> parts = call.partsAfter("/v1/");
        return switch (call.method() + " " + parts.get(0) + (parts.size() > 1 ? "/…" : "")) {
            case "GET users/…" -> me(workspace, parts.get(1));
            case "GET users" -> users(workspace, call);
            case "POST search" -> search(workspace, call);
            case "POST pages" -> create(workspace, call);
            case "GET pages/…" -> Answer.json(200, page(workspace, parts.get(1)));
            case "PATCH pages/…" -> update(workspace, parts.get(1), call);
            default -> throw refused(400, "invalid_request_url", "Invalid request URL");
        };
    }

    private static Answer me(Workspace workspace, String id) {
        if (!id.equals("me")) {
            throw refused(404, "object_not_found", "Could not find user with ID: " + id);
        }
        ObjectNode bot = JsonNodeFactory.instance.objectNode();
        bot.put("object", "user")
                .put("id", UUID.randomUUID().toString())
                .put("type", "bot")
                .put("name", "Serai");
        bot.putObject("bot").put("workspace_name", workspace.name());
        return Answer.json(200, bot);
    }

    private static Answer users(Workspace workspace, Call call) {
        knows(call.query().keySet(), Set.of("start_cursor", "page_size"));
        String size = call.parameter("page_size");
        return page(
                "user",
                workspace.people(),
                size == null ? LONGEST_PAGE : Integer.parseInt(size),
                call.parameter("start_cursor") == null ? "" : call.parameter("start_cursor"));
    }

    private static Answer search(Workspace workspace, Call call) {
        JsonNode body = call.json();
        if (!body.isObject()) {
            throw refused(400, "invalid_json", "Error parsing JSON body.");
        }
        Set<String> fields = new TreeSet<>();
        body.fieldNames().forEachRemaining(fields::add);
        knows(fields, Set.of("query", "sort", "filter", "start_cursor", "page_size"));
        if (body.has("page_size") && !body.get("page_size").isInt()) {
            throw invalid("body.page_size should be a number");
        }
        if (body.has("filter") && !body.at("/filter/property").asText().equals("object")) {
            throw invalid("body.filter.property should be `object`");
        }
        String kind = body.at("/filter/value").asText();
        String query = body.path("query").asText().toLowerCase(Locale.ROOT);
        Comparator<ObjectNode> order = Comparator.<ObjectNode, Instant>comparing(document ->
                        Instant.parse(document.get("last_edited_time").asText()))
                .thenComparing(document -> document.get("id").asText());
        boolean ascending = body.at("/sort/direction").asText().equals("ascending");
        List<ObjectNode> found = workspace.documents().stream()
                .filter(document ->
                        kind.isEmpty() || document.get("object").asText().equals(kind))
                .filter(document -> document.get("title_text")
                        .asText()
                        .toLowerCase(Locale.ROOT)
                        .contains(query))
                .sorted(ascending ? order : order.reversed())
                .toList();
        return page(
                "page_or_data_source",
                found,
                body.path("page_size").asInt(LONGEST_PAGE),
                body.path("start_cursor").asText(""));
    }

    private static Answer create(Workspace workspace, Call call) {
        if (!call.json().path("parent").isObject()) {
            throw invalid("body failed validation: body.parent should be defined, instead was `undefined`.");
        }
        String id = workspace.add("page", "new", Instant.now());
        return Answer.json(200, page(workspace, id));
    }

    private static Answer update(Workspace workspace, String id, Call call) {
        page(workspace, id);
        if (call.json().has("archived")) {
            throw invalid("body.archived is not of this version; use in_trash");
        }
        if (call.json().path("in_trash").asBoolean()) {
            workspace.trash(id, Instant.now());
        }
        return Answer.json(200, page(workspace, id));
    }

    private static ObjectNode page(Workspace workspace, String id) {
        return workspace.documents().stream()
                .filter(document -> document.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> refused(404, "object_not_found", "Could not find page with ID: " + id));
    }

    private static Answer page(String type, List<ObjectNode> all, int size, String cursor) {
        if (size < 1 || size > LONGEST_PAGE) {
            throw invalid("page_size should be 1 to " + LONGEST_PAGE);
        }
        int from = 0;
        if (!cursor.isEmpty()) {
            from = (int) all.stream()
                    .takeWhile(item -> !item.get("id").asText().equals(cursor))
                    .count();
            if (from == all.size()) {
                throw invalid("start_cursor is not a valid cursor");
            }
        }
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("object", "list").put("type", type);
        ArrayNode results = answer.putArray("results");
        all.stream().skip(from).limit(size).forEach(results::add);
        boolean more = from + size < all.size();
        answer.put("has_more", more);
        if (more) {
            answer.put("next_cursor", all.get(from + size).get("id").asText());
        } else {
            answer.putNull("next_cursor");
        }
        return Answer.json(200, answer);
    }

    private static void knows(Set<String> given, Set<String> known) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw invalid("body failed validation: body." + name + " should be not present");
        });
    }

    private static Refused invalid(String message) {
        return refused(400, "validation_error", message);
    }

    static Refused refused(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("object", "error").put("status", status).put("code", code).put("message", message);
        return new Refused(code + ": " + message, Answer.json(status, body));
    }
}
