package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.ContractFile.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of every contract's OpenAPI file answers as the file says, and refuses as the file says. In the end
 * each documented answer must have been seen, so that an operation or an error can't be added without a test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractWalkIT extends RunningHub {

    private static final String KEY = "Idempotency-Key";

    /** What {@link HubInTroubleIT} and {@link RateLimitIT} bring about for every operation. */
    private static final Set<Integer> SEEN_ELSEWHERE = Set.of(429, 500, 503);

    private static final List<String> NO_IDS = List.of(
            "42",
            "00000000-0000-0000-0000-000000000000",
            "00000000-0000-4000-8000-000000000000",
            "1-1-1-1-1",
            "%20",
            "a%3Fb",
            "null");

    private final Map<String, Set<Integer>> seen = new TreeMap<>();

    static Stream<Operation> operations() {
        return ContractFile.all().stream().flatMap(contract -> contract.operations().stream());
    }

    static Stream<Operation> operationsForCallersWhoAreKnown() {
        return operations().filter(operation -> !operation.isOpen());
    }

    static Stream<Operation> operationsWithAToken() {
        return operations().filter(Operation::takesToken);
    }

    static Stream<Operation> operationsWithAPermission() {
        return operations().filter(operation -> !operation.permission().isEmpty());
    }

    static Stream<Operation> operationsOnOneThing() {
        return operations().filter(isOnOneThing());
    }

    static Stream<Operation> operationsOnOneThingOfATenant() {
        return operationsWithAToken().filter(isOnOneThing());
    }

    static Stream<Operation> operationsWithABody() {
        return operations().filter(Operation::takesBody);
    }

    static Stream<Operation> operationsWithABodyOfAnyKind() {
        return operations().filter(operation -> operation.takesBody() || operation.takesAnyBody());
    }

    static Stream<Operation> operationsWithAQuery() {
        return operations().filter(operation -> !operation.parameters("query").isEmpty());
    }

    static Stream<Operation> operationsToRepeat() {
        return operations().filter(Operation::isRepeatable);
    }

    private static Predicate<Operation> isOnOneThing() {
        return operation ->
                operation.path().contains("{") && operation.statuses().contains(404);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void succeedsAtItsPublishedPathAndAtItsMountWithAndWithoutATrailingSlash(Operation operation) {
        String mount = "/" + operation.contract().name();
        for (String place : List.of("%s", "%s/", mount + "%s", mount + "%s/")) {
            Request request = success(operation, client(operation));

            succeeds(operation, request.at(placed(place, request.path())));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersItsOtherRequestsAsItSays(Operation operation) {
        Client client = client(operation);
        cases(operation)
                .others(operation, client)
                .forEach(request -> judged(operation, send(request), request.toString()));
    }

    @ParameterizedTest
    @MethodSource("operationsForCallersWhoAreKnown")
    void asksWhoCalls(Operation operation) {
        Request request = atItsMount(operation, success(operation, client(operation)));

        Reply reply = refused(operation, request.without("Authorization").without("X-Callnfy-Key"), 401);

        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @MethodSource("operationsWithAToken")
    void refusesATokenThatDoesNotHold(Operation operation) {
        Client client = client(operation);
        Request request = atItsMount(operation, success(operation, client));
        for (String forged : ForgedTokens.of(client.token())) {
            refused(operation, request.bearing(forged), 401);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithAPermission")
    void asksForItsPermissionAndIsContentWithIt(Operation operation) {
        Client client = client(operation);
        Request request = success(operation, client);
        List<String> others = new ArrayList<>(Tokens.ALL_PERMISSIONS);
        others.remove(operation.permission());

        Reply reply = refused(operation, request.bearing(client.token(others)), 403);

        assertThat(reply.body()).contains("Insufficient permissions");
        succeeds(operation, request.bearing(client.token(List.of(operation.permission()))));
    }

    @ParameterizedTest
    @MethodSource("operationsWithAToken")
    void asksForTheClaimThatNamesTheTenant(Operation operation) {
        Request request = atItsMount(operation, success(operation, client(operation)));
        String nobody = Tokens.with(Map.of("permissions", Tokens.ALL_PERMISSIONS));

        Reply reply = refused(operation, request.bearing(nobody), 403);

        assertThat(reply.body()).contains(cases(operation).claim());
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThingOfATenant")
    void doesNotFindWhatIsAnothers(Operation operation) {
        Request request = success(operation, client(operation));

        refused(operation, request.bearing(client(operation).token()), 404);

        succeeds(operation, request);
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThing")
    void doesNotFindWhatIsNobodys(Operation operation) {
        Client client = client(operation);
        Request request = success(operation, client);
        for (String id : NO_IDS) {
            // The last of the path's parameters names the thing; what is passed on of the path is the provider's.
            String path = withLastParameter(operation, request.path(), id);

            refused(operation, request.at(path), 404);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void namesEachFieldThatIsMissing(Operation operation) {
        Request request = success(operation, client(operation));
        for (JsonNode field : operation.bodySchema().path("required")) {
            ObjectNode body = Reply.parsed(request.body()).deepCopy();
            body.remove(field.asText());

            Reply reply = refused(operation, request.json(body.toString()), 400);

            assertThat(reply.body()).containsIgnoringCase(field.asText()).contains("is required");
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void namesEachFieldThatIsOfAnotherType(Operation operation) {
        Request request = success(operation, client(operation));
        operation.bodySchema().path("properties").fields().forEachRemaining(field -> {
            String type =
                    operation.contract().resolved(field.getValue()).path("type").toString();
            if (type.isEmpty()) {
                return;
            }
            ObjectNode body = Reply.parsed(request.body()).deepCopy();
            if (type.contains("array")) {
                body.put(field.getKey(), 5);
            } else {
                body.putArray(field.getKey()).add(true);
            }

            Reply reply = refused(operation, request.json(body.toString()), 400);

            assertThat(reply.body()).containsIgnoringCase(field.getKey());
        });
    }

    @ParameterizedTest
    @MethodSource("operationsWithAQuery")
    void namesEachParameterThatDoesNotFit(Operation operation) {
        Request request = success(operation, client(operation));
        for (JsonNode parameter : operation.parameters("query")) {
            JsonNode schema = parameter.path("schema");
            if (schema.has("enum")
                    || schema.has("format")
                    || schema.path("type").asText().equals("integer")) {
                String name = parameter.path("name").asText();

                Reply reply = refused(operation, request.at(request.path() + "?" + name + "=-1"), 400);

                assertThat(reply.body()).containsIgnoringCase(name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void refusesABodyThatIsNoJsonObject(Operation operation) {
        Request request = success(operation, client(operation));
        for (String body : List.of("{", "[[]]", "\"text\"", "5")) {
            refused(operation, request.json(body), 400);
        }
        if (operation.declared().at("/requestBody/required").asBoolean()) {
            refused(operation, request.json(""), 400);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void takesNothingButJson(Operation operation) {
        Request request = success(operation, client(operation));
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            refused(operation, request.with("Content-Type", type), 415);
        }
        refused(operation, request.with("Content-Encoding", "gzip"), 415);
    }

    @ParameterizedTest
    @MethodSource("operationsWithABodyOfAnyKind")
    void refusesABodyThatIsTooLarge(Operation operation) {
        refused(operation, success(operation, client(operation)).json("\"" + "x".repeat(5_000_000) + "\""), 413);
    }

    @ParameterizedTest
    @MethodSource("operationsToRepeat")
    void isCarriedOutOnceUnderAnIdempotencyKey(Operation operation) {
        Request request = success(operation, client(operation)).with(KEY, "once only");

        Reply first = succeeds(operation, request);
        Reply again = succeeds(operation, request);

        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @MethodSource("operationsToRepeat")
    void refusesAnotherRequestUnderTheSameIdempotencyKey(Operation operation) {
        Client client = client(operation);
        Request request = success(operation, client).with(KEY, "taken");
        succeeds(operation, request);
        if (operation.takesBody()) {
            JsonNode other = Reply.parsed(request.body()).deepCopy();
            addNote(other);
            refused(operation, request.json(other.toString()), 409);
        } else if (operation.path().contains("{")) {
            refused(operation, success(operation, client).with(KEY, "taken"), 409);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsToRepeat")
    void refusesAnIdempotencyKeyThatIsNone(Operation operation) {
        Request request = success(operation, client(operation));

        Reply reply = refused(operation, request.with(KEY, "k".repeat(256)), 400);

        assertThat(reply.body()).contains(KEY);
    }

    @ParameterizedTest
    @MethodSource("operationsWithAToken")
    void namesTheMethodsThatAreOffered(Operation operation) {
        Request request = success(operation, client(operation));

        Reply reply = send(request.by(notOffered(operation, request)));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains(operation.method());
        JsonNode error = operation
                .contract()
                .response(operation, 403)
                .path("content")
                .path(reply.header("Content-Type"))
                .path("schema");
        assertThat(operation.contract().faults(error, reply.json()))
                .as("%s", reply.body())
                .isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerHasBeenSeen() {
        Map<String, Set<Integer>> unseen = new TreeMap<>();
        operations().forEach(operation -> {
            Set<Integer> missing = new TreeSet<>(operation.statuses());
            missing.removeAll(seen.getOrDefault(operation.id(), Set.of()));
            missing.removeAll(SEEN_ELSEWHERE);
            if (!missing.isEmpty()) {
                unseen.put(operation.id(), missing);
            }
        });
        assertThat(unseen).isEmpty();
    }

    /** @return a method that no operation of the contract offers at the path */
    private static String notOffered(Operation operation, Request request) {
        if (operation.isPassedOn()) {
            return "OPTIONS";
        }
        String path = request.path().replaceFirst("\\?.*", "");
        Set<String> offered = new TreeSet<>();
        operation.contract().operations().stream()
                .filter(other -> path.matches(other.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .forEach(other -> offered.add(other.method()));
        return Stream.of("PATCH", "PUT", "DELETE")
                .filter(method -> !offered.contains(method))
                .findFirst()
                .orElseThrow();
    }

    private Client client(Operation operation) {
        return Client.anew(http, cases(operation).claim());
    }

    private static ContractCases cases(Operation operation) {
        return ContractCases.of(operation.contract());
    }

    /** @return a request that succeeds, complete */
    private static Request success(Operation operation, Client client) {
        Request request = cases(operation).success(operation, client);
        return operation.takesToken() ? request.bearing(client.token()) : request;
    }

    /** Who can't be told to mean one of the contracts that share a path is answered for both of them, so not there. */
    private static Request atItsMount(Operation operation, Request request) {
        return request.at("/" + operation.contract().name() + request.path());
    }

    private Reply succeeds(Operation operation, Request request) {
        Reply reply = send(request);
        assertThat(reply.status()).as("%s %s", request.path(), reply.body()).isLessThan(400);
        return judged(operation, reply, request.path());
    }

    private Reply refused(Operation operation, Request request, int status) {
        Reply reply = send(request);
        assertThat(reply.status()).as("%s %s", request, reply.body()).isEqualTo(status);
        return judged(operation, reply, request.path());
    }

    private Reply judged(Operation operation, Reply reply, String request) {
        assertThat(operation.statuses()).as("%s: %s", request, reply.body()).contains(reply.status());
        operation.contract().check(operation, reply);
        seen.computeIfAbsent(operation.id(), id -> new TreeSet<>()).add(reply.status());
        return reply;
    }

    private static String placed(String place, String path) {
        int query = path.indexOf('?');
        return query < 0 ? place.formatted(path) : place.formatted(path.substring(0, query)) + path.substring(query);
    }

    private static String withLastParameter(Operation operation, String path, String value) {
        String[] template = operation.path().split("/");
        String[] parts = path.split("/");
        int last = template.length - (operation.isPassedOn() ? 2 : 1);
        for (int i = last; i >= 0; i--) {
            if (template[i].startsWith("{")) {
                parts[i] = value;
                break;
            }
        }
        return String.join("/", parts);
    }

    /** Makes a request another one, wherever its data may be. */
    private static void addNote(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(ContractWalkIT::addNote);
            object.put("note", "another");
        } else if (node instanceof ArrayNode list) {
            list.forEach(ContractWalkIT::addNote);
        }
    }
}
