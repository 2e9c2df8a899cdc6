package dev.serai.platform.routes;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The keys that the things of an OpenAPI document may have (OpenAPI 3.1, section 4.8). */
final class OpenApiKeys {

    private static final Map<String, Set<String>> KEYS = Map.of(
            "the document",
            Set.of(
                    "openapi",
                    "info",
                    "servers",
                    "paths",
                    "components",
                    "security",
                    "tags",
                    "externalDocs",
                    "webhooks",
                    "jsonSchemaDialect"),
            "a path",
            Set.of(
                    "get",
                    "put",
                    "post",
                    "delete",
                    "patch",
                    "head",
                    "options",
                    "trace",
                    "summary",
                    "description",
                    "servers",
                    "parameters",
                    "$ref"),
            "an operation",
            Set.of(
                    "operationId",
                    "tags",
                    "summary",
                    "description",
                    "externalDocs",
                    "parameters",
                    "requestBody",
                    "responses",
                    "callbacks",
                    "deprecated",
                    "security",
                    "servers"),
            "a parameter",
            Set.of(
                    "name",
                    "in",
                    "description",
                    "required",
                    "deprecated",
                    "allowEmptyValue",
                    "style",
                    "explode",
                    "allowReserved",
                    "schema",
                    "example",
                    "examples",
                    "content",
                    "$ref"),
            "a request body",
            Set.of("description", "content", "required", "$ref"),
            "a response",
            Set.of("description", "headers", "content", "links", "$ref", "summary"),
            "a content",
            Set.of("schema", "example", "examples", "encoding"),
            "components",
            Set.of(
                    "schemas",
                    "responses",
                    "parameters",
                    "examples",
                    "requestBodies",
                    "headers",
                    "securitySchemes",
                    "links",
                    "callbacks",
                    "pathItems"));

    private OpenApiKeys() {}

    /** @param kind such as {@code an operation} */
    static Set<String> of(String kind) {
        return Objects.requireNonNull(KEYS.get(kind));
    }
}
