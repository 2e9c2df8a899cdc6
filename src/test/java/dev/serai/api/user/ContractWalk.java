package dev.serai.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.user.ContractFile.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation of a contract must do, for each operation of its OpenAPI file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractWalk extends UserHub {

    private static final String KEY = "Idempotency-Key";

    private final ContractFile contract;

    protected ContractWalk(ContractFile contract) {
        this.contract = contract;
    }

    /**
     * A request that succeeds, at the published path and with the user's credentials.
     *
     * @throws AssertionError when there is none for this operation: each needs its case
     */
    protected abstract Request success(Operation operation, String user);

    List<Operation> operations() {
        return contract.operations();
    }

    List<Operation> operationsWithBody() {
        return operations().stream()
                .filter(operation -> operation.declared().has("requestBody"))
                .toList();
    }

    List<Operation> operationsWithToken() {
        return operations().stream()
                .filter(operation ->
                        !operation.declared().path("security").path(0).has("zapierKey"))
                .toList();
    }

    List<Operation> changes() {
        return operations().stream()
                .filter(operation -> !operation.method().equals("GET"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersAsDeclaredAtItsPublishedPath(Operation operation) {
        succeeds(operation, success(operation, someone()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersAtItsMount(Operation operation) {
        Request request = success(operation, someone());

        succeeds(operation, request.at("/" + contract.name() + request.path()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersWithATrailingSlash(Operation operation) {
        Request request = success(operation, someone());

        succeeds(operation, request.at(request.path() + "/"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesWhoeverShowsNothing(Operation operation) {
        Reply reply =
                send(success(operation, someone()).without("Authorization").without("X-Callnfy-Key"));

        refused(operation, reply, 401);
    }

    @ParameterizedTest
    @MethodSource("operationsWithToken")
    void refusesATokenThatDoesNotHold(Operation operation) {
        refused(operation, send(success(operation, someone()).bearing("e30.e30.e30")), 401);
    }

    @ParameterizedTest
    @MethodSource("operationsWithToken")
    void refusesATokenThatNamesNoUser(Operation operation) {
        String nobody = token(Map.of("organizationId", "acme"));

        refused(operation, send(success(operation, someone()).bearing(nobody)), 403);
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void namesTheFieldThatIsMissing(Operation operation) {
        Request request = success(operation, someone());
        for (JsonNode field : required(operation)) {
            ObjectNode body = Reply.parsed(request.body()).deepCopy();
            body.remove(field.asText());

            Reply reply = send(request.json(body.toString()));

            refused(operation, reply, 400);
            assertThat(reply.body()).contains(field.asText() + " is required");
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void namesTheFieldThatIsOfAnotherType(Operation operation) {
        Request request = success(operation, someone());
        for (JsonNode field : required(operation)) {
            ObjectNode body = Reply.parsed(request.body()).deepCopy();
            body.putArray(field.asText());

            Reply reply = send(request.json(body.toString()));

            refused(operation, reply, 400);
            assertThat(reply.body()).contains(field.asText() + " must be ");
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesABodyThatIsNoJson(Operation operation) {
        refused(operation, send(success(operation, someone()).json("{")), 400);
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesToBeSentNothing(Operation operation) {
        refused(operation, send(success(operation, someone()).json("")), 400);
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesABodyOfAnotherKind(Operation operation) {
        refused(operation, send(success(operation, someone()).with("Content-Type", "text/plain")), 415);
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesABodyThatIsTooLarge(Operation operation) {
        String large = "\"" + "a".repeat(4 * 1024 * 1024) + "\"";

        refused(operation, send(success(operation, someone()).json(large)), 413);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void answersARepeatAsTheFirstTime(Operation operation) {
        Request request = success(operation, someone()).with(KEY, "once");

        Reply first = send(request);
        Reply again = send(request);

        contract.check(operation, first);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.json()).isEqualTo(first.json());
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesAnotherRequestUnderTheSameKey(Operation operation) {
        Request request = success(operation, someone()).with(KEY, "once");
        ObjectNode other = Reply.parsed(request.body()).deepCopy();
        other.put("note", "another");
        if (other.has("data")) {
            other.putObject("data").put("note", "another");
        }
        send(request);

        refused(operation, send(request.json(other.toString())), 409);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refusesAnIdempotencyKeyThatIsTooLong(Operation operation) {
        refused(operation, send(success(operation, someone()).with(KEY, "k".repeat(256))), 400);
    }

    @ParameterizedTest
    @MethodSource("operationsWithToken")
    void namesTheMethodsThatAreOffered(Operation operation) {
        Reply reply = send(success(operation, someone()).by("PATCH"));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains(operation.method());
        assertThat(contract.faults(errorSchema(operation), reply.json())).isEmpty();
    }

    private void succeeds(Operation operation, Request request) {
        Reply reply = send(request);

        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        contract.check(operation, reply);
    }

    private void refused(Operation operation, Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        contract.check(operation, reply);
    }

    private JsonNode errorSchema(Operation operation) {
        return contract.response(operation, 401).at("/content/application~1json/schema");
    }

    private JsonNode required(Operation operation) {
        JsonNode required = contract.bodySchema(operation).path("required");
        assertThat(required).as("required fields of %s", operation).isNotEmpty();
        return required;
    }
}
