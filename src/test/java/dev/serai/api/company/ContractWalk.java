package dev.serai.api.company;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation of a contract has to do, whatever it is for. Each answer is judged by the contract's own file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class ContractWalk extends HubOverHttp {

    private static final String TOO_MUCH = "{\"name\":\"" + "x".repeat(70_000) + "\"}";

    private final String name;
    private final String claim;
    private final PublishedContract contract;

    /**
     * @param name the contract
     * @param claim the claim that names its tenants
     */
    protected ContractWalk(String name, String claim) {
        this.name = name;
        this.claim = claim;
        this.contract = new PublishedContract(name);
    }

    /**
     * @return for each operation, what there must be before it can succeed: gets a token, makes it, and returns its id, or
     *     null where nothing is needed
     */
    protected abstract Map<String, Function<String, @Nullable String>> cases();

    protected Stream<PublishedContract.Documented> operations() {
        return contract.operations().stream();
    }

    protected Stream<PublishedContract.Documented> operationsOnOneThing() {
        return operations().filter(operation -> operation.path().contains("{"));
    }

    protected Stream<PublishedContract.Documented> operationsWithABody() {
        return operations().filter(operation -> operation.example() != null);
    }

    protected Stream<PublishedContract.Documented> operationsToRepeat() {
        return operations().filter(PublishedContract.Documented::repeatable);
    }

    @Test
    void everyOperationHasACase() {
        assertThat(cases().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(PublishedContract.Documented::id).toList());
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        contract.judgeExamples();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void succeedsAtItsPublishedPathAndAtItsMountWithAndWithoutATrailingSlash(PublishedContract.Documented operation) {
        for (String address : List.of("%s", "%s/", "/" + name + "%s", "/" + name + "%s/")) {
            String token = someone();
            String path = path(operation, given(operation, token));

            Reply reply = send(operation.method(), address.formatted(path), token, example(operation));

            assertThat(reply.status()).as("%s: %s", address, reply.body()).isEqualTo(operation.success());
            contract.judge(operation, reply);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForAToken(PublishedContract.Documented operation) {
        Reply reply = send(
                operation.method(),
                "/" + name + path(operation, UUID.randomUUID().toString()),
                null,
                example(operation));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        contract.judge(operation, reply);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForItsPermission(PublishedContract.Documented operation) {
        String tenant = UUID.randomUUID().toString();
        List<String> others = new ArrayList<>(EVERYTHING);
        others.remove(operation.permission());
        String made = given(operation, token(Map.of(claim, tenant, "permissions", EVERYTHING)));
        String path = path(operation, made);

        Reply refused =
                send(operation.method(), path, token(Map.of(claim, tenant, "permissions", others)), example(operation));
        Reply granted = send(
                operation.method(),
                path,
                token(Map.of(claim, tenant, "scope", "openid " + operation.permission())),
                example(operation));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("message").asText()).isEqualTo("Insufficient permissions");
        contract.judge(operation, refused);
        assertThat(granted.status()).as("%s", granted.body()).isEqualTo(operation.success());
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThing")
    void doesNotFindWhatIsAnothersOrNobodys(PublishedContract.Documented operation) {
        String owner = someone();
        String stranger = someone();
        String made = given(operation, owner);
        for (String id : List.of(made, UUID.randomUUID().toString(), "4711", "%20", "a%3Fb")) {
            Reply reply = send(operation.method(), path(operation, id), stranger, example(operation));

            assertThat(reply.status()).as("id %s: %s", id, reply.body()).isEqualTo(404);
            contract.judge(operation, reply);
        }

        Reply still = send(operation.method(), path(operation, made), owner, example(operation));
        assertThat(still.status()).as("the owner's").isEqualTo(operation.success());
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void refusesABodyThatIsNoJsonObject(PublishedContract.Documented operation) {
        String token = someone();
        String path = path(operation, given(operation, token));
        for (String body : List.of("{\"name\":", "[]", "\"text\"", "")) {
            Reply reply = send(operation.method(), path, token, body);

            assertThat(reply.status()).as("%s: %s", body, reply.body()).isEqualTo(400);
            contract.judge(operation, reply);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void refusesABodyOfAnotherTypeOrSize(PublishedContract.Documented operation) {
        String token = someone();
        String path = path(operation, given(operation, token));

        Reply text = send(operation.method(), path, token, example(operation), "Content-Type", "text/plain");
        Reply large = send(operation.method(), path, token, TOO_MUCH);

        assertThat(text.status()).isEqualTo(415);
        contract.judge(operation, text);
        assertThat(large.status()).isEqualTo(413);
        contract.judge(operation, large);
    }

    @ParameterizedTest
    @MethodSource("operationsToRepeat")
    void isCarriedOutOnceUnderAnIdempotencyKey(PublishedContract.Documented operation) {
        String token = someone();
        String key = UUID.randomUUID().toString();
        ObjectNode other = operation.example().deepCopy();
        ObjectNode inside = other;
        for (JsonNode value : other) {
            inside = value instanceof ObjectNode object ? object : inside;
        }
        inside.put("something", "else");

        Reply first = send(operation.method(), operation.path(), token, example(operation), "Idempotency-Key", key);
        Reply again = send(operation.method(), operation.path(), token, example(operation), "Idempotency-Key", key);
        Reply another = send(operation.method(), operation.path(), token, other.toString(), "Idempotency-Key", key);

        assertThat(first.status()).as("%s", first.body()).isEqualTo(operation.success());
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(another.status()).isEqualTo(409);
        contract.judge(operation, another);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerHasBeenSeen() {
        assertThat(contract.unseen()).isEmpty();
    }

    /** Calls an operation, and has the answer judged. */
    protected Reply call(String id, String token, @Nullable String thing, String query, @Nullable String body) {
        PublishedContract.Documented operation = contract.operation(name + "-" + id);
        Reply reply =
                send(operation.method(), path(operation, thing) + (query.isEmpty() ? "" : "?" + query), token, body);
        contract.judge(operation, reply);
        return reply;
    }

    protected Reply call(String id, String token, @Nullable String thing) {
        return call(id, token, thing, "", null);
    }

    /** @return a token of a tenant that nobody has met yet, with every permission */
    protected String someone() {
        return someone(claim);
    }

    private @Nullable String given(PublishedContract.Documented operation, String token) {
        return cases().get(operation.id()).apply(token);
    }

    private static @Nullable String example(PublishedContract.Documented operation) {
        return operation.example() == null ? null : operation.example().toString();
    }

    private static String path(PublishedContract.Documented operation, @Nullable String id) {
        return id == null ? operation.path() : operation.path().replaceAll("\\{[^}]+}", id);
    }
}
