package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What Camel needs to know of a contract: which operation is where, and what kinds of bodies it takes and gives. Requests
 * are checked before they get to Camel, and resolving every schema a second time would take a fifth of the hub's start.
 */
final class ContractOutline {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TOLD = Set.of("operationId", "summary");

    private ContractOutline() {}

    /**
     * @param document an OpenAPI document
     * @return an OpenAPI document in JSON with the same servers and operations, and no schemas or parameters
     */
    static String of(JsonNode document) {
        ObjectNode outline = JSON.objectNode();
        // Without schemas the two versions say the same, and Camel reads this one faster.
        outline.put("openapi", "3.0.3");
        outline.set("info", JSON.objectNode().put("title", title(document)).put("version", "1"));
        outline.set("servers", document.path("servers"));
        ObjectNode paths = outline.putObject("paths");
        document.path("paths").fields().forEachRemaining(path -> paths.set(path.getKey(), operations(path.getValue())));
        return outline.toString();
    }

    private static String title(JsonNode document) {
        return document.path("info").path("title").asText();
    }

    private static ObjectNode operations(JsonNode path) {
        ObjectNode operations = JSON.objectNode();
        path.fields().forEachRemaining(entry -> {
            if (OpenApiDocument.METHODS.contains(entry.getKey())) {
                operations.set(entry.getKey(), operation(entry.getValue()));
            }
        });
        return operations;
    }

    private static ObjectNode operation(JsonNode declared) {
        ObjectNode operation = JSON.objectNode();
        TOLD.forEach(name -> operation.set(name, declared.path(name)));
        JsonNode body = declared.path("requestBody").path("content");
        if (!body.isEmpty()) {
            operation.putObject("requestBody").set("content", kinds(body));
        }
        ObjectNode responses = operation.putObject("responses");
        declared.path("responses").fields().forEachRemaining(response -> {
            ObjectNode told = responses.putObject(response.getKey());
            told.put("description", "");
            JsonNode content = response.getValue().path("content");
            if (!content.isEmpty()) {
                told.set("content", kinds(content));
            }
        });
        return operation;
    }

    private static ObjectNode kinds(JsonNode content) {
        ObjectNode kinds = JSON.objectNode();
        // Camel insists on a schema; this one takes anything.
        content.fieldNames().forEachRemaining(kind -> kinds.putObject(kind).putObject("schema"));
        return kinds;
    }
}
