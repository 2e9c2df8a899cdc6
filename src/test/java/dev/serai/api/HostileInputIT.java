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
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is sent to an operation of any contract, the answer is one that its OpenAPI file documents, to the last field:
 * never a fault, never a word about what is inside. The requests are made by chance from one that succeeds; they are the
 * same at each run, unless another seed is given with {@code -Dserai.hostile.seed=…}, and each failure names its seed.
 */
class HostileInputIT extends RunningHub {

    private static final long SEED = Long.getLong("serai.hostile.seed", 20_251_116L);
    private static final int REQUESTS = Integer.getInteger("serai.hostile.requests", 60);
    private static final String MARK = "@hostile@";

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

    /** What must not be in an answer: the hub's inside, and what a request tried to bring in. */
    // No word so short that a state or a key could hold it by chance.
    private static final String[] INSIDE = {
        "Exception", "dev.serai", "org.", "java.", "\tat ", "PSQL", "SQL ", "SQLSTATE"
    };

    /** What may be answered when a path is no operation's any more: that it is none, or that nothing is there. */
    private static final Set<Integer> STRAYED = Set.of(400, 404);

    /** What the server answers to a path that it does not even read, and that so belongs to no contract. */
    private static final String NO_PATH = "{\"type\":\"about:blank\",\"status\":400}";

    static List<Operation> operations() {
        return ContractFile.all().stream()
                .flatMap(contract -> contract.operations().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void getsADocumentedAnswer(Operation operation) {
        ContractCases cases = ContractCases.of(operation.contract());
        Client client = Client.anew(http, cases.claim());
        Request good = cases.success(operation, client);
        if (operation.takesToken()) {
            good = good.bearing(client.token());
        }
        Random chance = new Random(SEED + operation.id().hashCode());
        HostileValues values = new HostileValues(chance);
        for (int i = 0; i < REQUESTS; i++) {
            Hostile hostile = hostile(operation, good, chance, values);

            Reply reply = http.sendBytes(good.method(), hostile.path(), null, hostile.body(), flat(hostile.headers()));

            String told = "seed " + SEED + ", request " + i + ": " + hostile;
            assertThat(expected(operation, hostile))
                    .as("%s: %s", told, reply.body())
                    .contains(reply.status());
            assertThat(reply.body()).as(told).doesNotContain(INSIDE);
            assertThat(reply.headers().map()).as(told).doesNotContainKeys("X-Evil", "x-evil");
            if (!hostile.strayed() || !reply.body().equals(NO_PATH)) {
                assertThat(faults(operation, reply)).as(told).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isNotTalkedIntoAnotherHeader(Operation operation) {
        ContractCases cases = ContractCases.of(operation.contract());
        Client client = Client.anew(http, cases.claim());
        Request good = cases.success(operation, client);
        for (String evil : List.of(
                "Idempotency-Key: a\r\n X-Evil: 1",
                "Idempotency-Key: a\rX-Evil: 1",
                "Authorization: Bearer a\nX-Evil: 1",
                "X-Callnfy-Key: a\u0000b",
                "X\u0001: 1",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Cookie: " + "c".repeat(20_000))) {
            String answer = http.raw(good.method() + " " + good.path()
                    + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n" + evil + "\r\n\r\n");

            if (!operation.isOpen()) {
                assertThat(answer).as("%s: %s", operation, evil).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
            }
            assertThat(answer)
                    .as("%s: %s", operation, evil)
                    .doesNotContain(INSIDE)
                    .doesNotContainIgnoringCase("X-Evil");
        }
    }

    /**
     * A request that nobody expects.
     *
     * @param strayed whether something else was written into the path, which then may not lead here at all
     */
    private record Hostile(String path, boolean strayed, Map<String, String> headers, byte[] body) {

        @Override
        public String toString() {
            String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
            return shortened(path) + " " + shortened(headers.toString()) + " " + shortened(text);
        }

        private static String shortened(String text) {
            return text.length() > 500 ? text.substring(0, 500) + "… of " + text.length() : text;
        }
    }

    private static Hostile hostile(Operation operation, Request good, Random chance, HostileValues values) {
        boolean forged = chance.nextInt(15) == 0;
        boolean strayed = operation.path().contains("{") && chance.nextInt(4) == 0;
        // Who can't be told to mean one of the contracts that share a path is answered for both of them, so not there.
        boolean mounted = forged || strayed || chance.nextBoolean();
        String path = (mounted ? "/" + operation.contract().name() : "")
                + (strayed ? strayed(operation, good.path(), chance, values) : good.path());
        Map<String, String> headers = headers(operation, good, chance, values);
        if (forged && operation.takesToken()) {
            String token = good.headers().get("Authorization").substring("Bearer ".length());
            headers.put("Authorization", "Bearer " + values.any(ForgedTokens.of(token)));
        } else if (forged) {
            headers.replaceAll((name, value) -> name.equals("Content-Type") ? value : "czp_" + chance.nextLong());
        }
        return new Hostile(
                path + query(operation, chance, values),
                strayed,
                headers,
                operation.takesBody() ? body(good, chance, values) : null);
    }

    private static Set<Integer> expected(Operation operation, Hostile hostile) {
        Set<Integer> expected = new TreeSet<>(operation.statuses());
        expected.removeIf(status -> status >= 500);
        if (hostile.strayed()) {
            expected.addAll(STRAYED);
        }
        return expected;
    }

    private static List<String> faults(Operation operation, Reply reply) {
        ContractFile contract = operation.contract();
        if (!operation.statuses().contains(reply.status())) {
            String error = reply.status() == 400 ? "Invalid" : "Unauthorized";
            JsonNode content = contract.document().at("/components/responses/" + error + "/content");
            return contract.faults(content.path(reply.header("Content-Type")).path("schema"), reply.json());
        }
        try {
            contract.check(operation, reply);
            return List.of();
        } catch (AssertionError wrong) {
            return List.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static String strayed(Operation operation, String path, Random chance, HostileValues values) {
        String[] template = operation.path().split("/");
        String[] parts = path.split("/");
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{") && (chance.nextBoolean() || i == template.length - 1)) {
                parts[i] = encoded(values.text());
            }
        }
        return String.join("/", parts);
    }

    private static String query(Operation operation, Random chance, HostileValues values) {
        StringBuilder query = new StringBuilder();
        List<JsonNode> parameters = operation.parameters("query");
        for (int i = chance.nextInt(3); i > 0; i--) {
            String name = parameters.isEmpty() || chance.nextInt(4) == 0
                    ? values.any(List.of("CamelHttpPath", "bridgeEndpoint", "limit", "x"))
                    : values.any(parameters).path("name").asText();
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(values.text()));
        }
        return query.toString();
    }

    private static byte[] body(Request good, Random chance, HostileValues values) {
        int kind = chance.nextInt(40);
        if (kind == 0) {
            return ("{\"name\":\"" + "x".repeat(5_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        }
        if (kind < 5) {
            return values.json().getBytes(StandardCharsets.UTF_8);
        }
        JsonNode body = Reply.parsed(good.body());
        for (int i = chance.nextInt(3); i >= 0; i--) {
            mutate(body, chance, values);
        }
        String text = body.toString();
        while (text.contains('"' + MARK + '"')) {
            int at = text.indexOf('"' + MARK + '"');
            text = text.substring(0, at) + values.json() + text.substring(at + MARK.length() + 2);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (kind < 10) {
            // Often this is no UTF-8 any more.
            bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
        }
        return bytes;
    }

    /** Changes one value somewhere inside, takes it away, or adds one. */
    private static void mutate(JsonNode node, Random chance, HostileValues values) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = values.any(names);
            switch (chance.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.put("unknown", MARK);
                case 2, 3 -> object.put(name, MARK);
                default -> descend(object.get(name), () -> object.put(name, MARK), chance, values);
            }
        } else if (node instanceof ArrayNode list && !list.isEmpty()) {
            int at = chance.nextInt(list.size());
            descend(list.get(at), () -> list.set(at, MARK), chance, values);
        }
    }

    private static void descend(JsonNode child, Runnable replace, Random chance, HostileValues values) {
        if (child.isContainerNode() && !child.isEmpty()) {
            mutate(child, chance, values);
        } else {
            replace.run();
        }
    }

    private static Map<String, String> headers(Operation operation, Request good, Random chance, HostileValues values) {
        Map<String, String> headers = new TreeMap<>(good.headers());
        if (chance.nextInt(4) == 0) {
            headers.put("Idempotency-Key", values.any(KEYS));
        }
        if (operation.takesBody() && chance.nextInt(10) == 0) {
            headers.put("Content-Type", values.any(TYPES));
        }
        if (chance.nextInt(4) == 0) {
            headers.putAll(Map.of("CamelHttpMethod", "DELETE", "Accept", "text/xml", "X-HTTP-Method-Override", "PUT"));
        }
        return headers;
    }

    private static String[] flat(Map<String, String> headers) {
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> flat.addAll(List.of(name, value)));
        return flat.toArray(String[]::new);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
