package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.ContractFile.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is sent to an operation, the answer is one that its OpenAPI file documents: never a fault, never a word about
 * what is inside. The requests are made from the files' own examples by chance, the same ones at each run.
 */
class HostileInputIT extends RunningHub {

    private static final int REQUESTS = 50;
    private static final String MARK = "@hostile@";

    /** JSON that may come where another value is expected. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "3.5",
            "1e400",
            "1e1000000000",
            "-1e-1000000000",
            "9".repeat(400),
            "9".repeat(1_200),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\u202e\\ufeff\\uffff\"",
            "\"😀\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "x".repeat(100_000) + "\"",
            "\"'; DROP TABLE tenant; --\"",
            "\"<script>alert(1)</script>\"",
            "\"${sys:user.home} #{1+1} {{x}} %s %n\"",
            "\"../../etc/passwd\"",
            "\"http://169.254.169.254/\"",
            "\"https://[::1]:99999/\"",
            "\"https://user:pass@example.com/\"",
            "\"a\\r\\nX-Evil: 1\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:60+18:30\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"\":{}}",
            "{\"a\\u0000\":1}",
            "{\"a\":1,\"a\":2}",
            "[".repeat(90) + "]".repeat(90),
            "[".repeat(5_000) + "]".repeat(5_000),
            "{\"a\":".repeat(500) + "1" + "}".repeat(500),
            "NaN",
            "'x'",
            "undefined",
            "");

    /** Text for parameters of paths and queries. */
    private static final List<String> TEXTS = List.of(
            "0",
            "-1",
            "1e9",
            "99999999999999999999",
            "null",
            "'",
            "\"",
            "a b",
            "😀",
            "\uffff",
            "*",
            "${x}",
            "{{x}}",
            "1 OR 1=1",
            "x".repeat(2_000),
            "2025-11-16T10:30:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-18:00",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static final List<String> KEYS =
            List.of("k", " ", "'", "é", "k".repeat(255), "k".repeat(256), "a,b", "\"a\"");

    private static final List<String> TYPES = List.of(
            "application/json; charset=utf-16",
            "APPLICATION/JSON",
            "application/problem+json",
            "text/html",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "json",
            "*/*");

    static List<Operation> operations() {
        return ContractFile.allOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void getsADocumentedAnswer(Operation operation) {
        Random chance = new Random(operation.id().hashCode());
        Organization organization = new Organization(http);
        String integration = organization.integration();
        String webhook = organization.webhook(200);
        for (int i = 0; i < REQUESTS; i++) {
            String path = path(operation, chance, integration, webhook) + query(operation, chance);
            byte[] body = operation.takesBody() ? body(operation, chance) : null;
            String[] headers = headers(operation, chance);

            Reply reply = http.sendBytes(operation.method(), path, organization.token(), body, headers);

            String request = operation.method() + " " + path + " " + shown(body) + " " + List.of(headers);
            TreeSet<Integer> expected = new TreeSet<>(operation.statuses());
            expected.add(404);
            expected.removeIf(status -> status >= 500);
            assertThat(expected).as("%s: %s", request, reply.text()).contains(reply.status());
            assertThat(reply.text())
                    .as(request)
                    .doesNotContain("Exception", "dev.serai", "org.", "java.", "\tat ", "SQL");
            assertThat(reply.headers().map()).as(request).doesNotContainKeys("X-Evil", "x-evil");
            if (reply.status() >= 400 && operation.statuses().contains(reply.status())) {
                assertThat(operation.faults(reply)).as(request).isEmpty();
            }
        }
    }

    private static String path(Operation operation, Random chance, String integration, String webhook) {
        String path = chance.nextBoolean() ? operation.path() : operation.mountedPath();
        while (path.contains("{")) {
            String real = path.contains("/webhooks/{id}") ? webhook : integration;
            path = path.replaceFirst("\\{\\w+}", chance.nextInt(3) == 0 ? encoded(any(TEXTS, chance)) : real);
        }
        return path;
    }

    private static String query(Operation operation, Random chance) {
        StringBuilder query = new StringBuilder();
        List<JsonNode> parameters = operation.parameters("query");
        for (int i = chance.nextInt(3); i > 0; i--) {
            String name = parameters.isEmpty() || chance.nextInt(4) == 0
                    ? any(List.of("CamelHttpPath", "bridgeEndpoint", "limit", "x"), chance)
                    : any(parameters, chance).path("name").asText();
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(any(TEXTS, chance)));
        }
        return query.toString();
    }

    private static byte[] body(Operation operation, Random chance) {
        if (chance.nextInt(10) == 0) {
            return any(VALUES, chance).getBytes(StandardCharsets.UTF_8);
        }
        JsonNode body = operation.exampleBody().deepCopy();
        mutate(body, chance);
        byte[] bytes =
                body.toString().replace('"' + MARK + '"', any(VALUES, chance)).getBytes(StandardCharsets.UTF_8);
        if (chance.nextInt(10) == 0) {
            bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
        }
        return bytes;
    }

    /** Changes one value somewhere inside, takes it away, or adds one. */
    private static void mutate(JsonNode node, Random chance) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = any(names, chance);
            switch (chance.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.put("unknown", MARK);
                case 2, 3 -> object.put(name, MARK);
                default -> descend(object.get(name), () -> object.put(name, MARK), chance);
            }
        } else if (node instanceof ArrayNode list && !list.isEmpty()) {
            int at = chance.nextInt(list.size());
            descend(list.get(at), () -> list.set(at, MARK), chance);
        }
    }

    private static void descend(JsonNode child, Runnable replace, Random chance) {
        if (child.isContainerNode() && !child.isEmpty()) {
            mutate(child, chance);
        } else {
            replace.run();
        }
    }

    private static String[] headers(Operation operation, Random chance) {
        List<String> headers = new ArrayList<>();
        if (chance.nextInt(4) == 0) {
            headers.addAll(List.of("Idempotency-Key", any(KEYS, chance)));
        }
        if (operation.takesBody() && chance.nextInt(10) == 0) {
            headers.addAll(List.of("Content-Type", any(TYPES, chance)));
        }
        if (chance.nextInt(4) == 0) {
            headers.addAll(List.of("CamelHttpMethod", "DELETE", "Accept", "text/xml", "X-HTTP-Method-Override", "PUT"));
        }
        return headers.toArray(String[]::new);
    }

    private static <T> T any(List<T> list, Random chance) {
        return list.get(chance.nextInt(list.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String shown(byte @Nullable [] body) {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
