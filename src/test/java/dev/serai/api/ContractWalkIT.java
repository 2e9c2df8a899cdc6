package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.ContractFile.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of every contract's OpenAPI file answers as the file says, and refuses as the file says. */
class ContractWalkIT extends RunningHub {

    /**
     * How an operation is called.
     *
     * @param body its body; empty: none
     * @param wrong a body, or a query beginning with a question mark, that must be refused; empty: nothing can be wrong
     * @param field the field that the refusal must name
     */
    private record Case(String body, String wrong, String field) {}

    private static final Case PLAIN = new Case("", "", "");

    private static final Map<String, Case> CASES = Map.ofEntries(
            Map.entry(
                    "framework-createIntegration",
                    new Case(
                            """
                            {"name":"Google Calendar","provider":"google_calendar","authType":"oauth2",
                             "config":{"calendarId":"primary"},"settings":{"syncEnabled":true}}""",
                            "{\"name\":\"x\",\"provider\":\"nobody\",\"authType\":\"oauth2\"}",
                            "provider")),
            Map.entry("framework-listIntegrations", PLAIN),
            Map.entry("framework-listIntegrationsByProvider", PLAIN),
            Map.entry("framework-getIntegration", PLAIN),
            Map.entry(
                    "framework-updateIntegration",
                    new Case(
                            "{\"name\":\"Updated\",\"status\":\"active\",\"settings\":{}}",
                            "{\"status\":\"revoked\"}",
                            "status")),
            Map.entry("framework-deleteIntegration", PLAIN),
            Map.entry(
                    "framework-createWebhook",
                    new Case(
                            "{\"name\":\"Events\",\"url\":\"" + receiverAnswering(200)
                                    + "\",\"events\":[\"application.created\"]}",
                            "{\"name\":\"Events\",\"url\":\"ftp://example.com\",\"events\":[\"application.created\"]}",
                            "url")),
            Map.entry("framework-listWebhooks", PLAIN),
            Map.entry("framework-getWebhook", PLAIN),
            Map.entry(
                    "framework-updateWebhook",
                    new Case("{\"name\":\"Updated\",\"status\":\"inactive\"}", "{\"timeoutMs\":5}", "timeoutMs")),
            Map.entry("framework-deleteWebhook", PLAIN),
            Map.entry(
                    "framework-rotateWebhookSecret",
                    new Case("{\"overlapSeconds\":60}", "{\"overlapSeconds\":-1}", "overlapSeconds")),
            Map.entry("framework-testWebhook", PLAIN),
            Map.entry("framework-listWebhookLogs", new Case("", "?limit=1001", "limit")),
            Map.entry("framework-listDeliveryAttempts", PLAIN),
            Map.entry("framework-getWebhookStatistics", PLAIN),
            Map.entry(
                    "framework-triggerWebhooks",
                    new Case(
                            "{\"event\":\"application.created\",\"payload\":{\"applicationId\":\"a-1\"}}",
                            "{\"event\":\"application.created\",\"payload\":[]}",
                            "payload")),
            Map.entry("framework-listDeadLetters", new Case("", "?since=yesterday", "since")),
            Map.entry("framework-getDeadLetter", PLAIN),
            Map.entry("framework-resendDeadLetter", PLAIN),
            Map.entry(
                    "framework-resendDeadLetters",
                    new Case("{\"since\":\"2025-11-16T10:00:00Z\"}", "{\"webhookId\":\"mine\"}", "webhookId")),
            Map.entry("framework-getResendJob", PLAIN),
            Map.entry(
                    "hub-acceptEvent",
                    new Case(
                            "{\"event\":\"application.created\",\"data\":{}}",
                            "{\"event\":\"nope\",\"data\":{}}",
                            "event")),
            Map.entry(
                    "hub-acceptEvents",
                    new Case(
                            "{\"events\":[{\"event\":\"application.created\",\"data\":{}}]}",
                            "{\"events\":[{\"event\":\"application.created\",\"data\":5}]}",
                            "events.0.data")),
            Map.entry("hub-listAudit", new Case("", "?limit=1001", "limit")));

    private Organization organization;

    static List<Operation> operations() {
        return ContractFile.allOperations();
    }

    @BeforeEach
    void meet() {
        organization = new Organization(http);
    }

    @Test
    void hasACaseForEveryOperation() {
        assertThat(CASES.keySet())
                .isEqualTo(operations().stream().map(Operation::id).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersAsDocumentedAtThePublishedPath(Operation operation) {
        Reply reply = call(operation, path(operation, operation.path()), organization.token());

        assertThat(reply.status()).as(reply.text()).isEqualTo(operation.success());
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersTheSameAtTheMountAndWithATrailingSlash(Operation operation) {
        Reply reply = call(operation, path(operation, operation.mountedPath()) + "/", organization.token());

        assertThat(reply.status()).as(reply.text()).isEqualTo(operation.success());
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForAToken(Operation operation) {
        Reply reply = call(operation, path(operation, operation.path()), null);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForItsPermission(Operation operation) {
        String path = path(operation, operation.path());
        Reply reply = call(operation, path, Tokens.without(organization.name(), operation.permission()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        assertThat(reply.text()).contains("Insufficient permissions");
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isContentWithItsPermissionAlone(Operation operation) {
        String token = Tokens.with(
                Map.of("organizationId", organization.name(), "permissions", List.of(operation.permission())));

        assertThat(call(operation, path(operation, operation.path()), token).status())
                .isEqualTo(operation.success());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForTheClaimThatNamesTheTenant(Operation operation) {
        String token = Tokens.with(Map.of("permissions", Tokens.ALL_PERMISSIONS));
        Reply reply = call(operation, path(operation, operation.path()), token);

        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        assertThat(reply.text()).contains("organizationId");
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThing")
    void findsNothingOfAnotherTenant(Operation operation) {
        String path = path(operation, operation.path());
        Reply reply = call(operation, path, new Organization(http).token());

        assertThat(reply.status()).as(reply.text()).isEqualTo(404);
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
        assertThat(call(operation, path, organization.token()).status())
                .as("and leaves it as it was")
                .isEqualTo(operation.success());
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThing")
    void findsNothingUnderWhatIsNoId(Operation operation) {
        for (String id : List.of("42", "00000000-0000-0000-0000-000000000000", "1-1-1-1-1", "%20", "null")) {
            Reply reply = call(operation, operation.path().replaceAll("\\{\\w+}", id), organization.token());

            assertThat(reply.status()).as(reply.text()).isEqualTo(404);
            assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
        }
    }

    static Stream<Operation> operationsOnOneThing() {
        return operations().stream()
                .filter(operation -> operation.path().contains("{"))
                .filter(operation -> !operation.path().contains("{provider}"));
    }

    @ParameterizedTest
    @MethodSource("operationsThatCanBeAskedWrongly")
    void namesTheFieldThatDoesNotFit(Operation operation) {
        Case given = CASES.get(operation.id());
        String path = path(operation, operation.path());
        Reply reply = given.wrong().startsWith("?")
                ? http.send(operation.method(), path + given.wrong(), organization.token(), null)
                : http.send(operation.method(), path, organization.token(), given.wrong());

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
        if (reply.json().has("field")) {
            assertThat(reply.text("field")).isEqualTo(given.field());
            assertThat(reply.text("detail")).startsWith(given.field() + " ");
        } else {
            assertThat(reply.text("message")).startsWith("Validation failed: " + given.field() + " ");
        }
    }

    static Stream<Operation> operationsThatCanBeAskedWrongly() {
        return operations().stream()
                .filter(operation ->
                        operation.takesBody() || !operation.parameters("query").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void takesNothingButJson(Operation operation) {
        String path = path(operation, operation.path());
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            Reply reply = http.send(operation.method(), path, organization.token(), "{}", "Content-Type", type);
            assertThat(reply.status()).isEqualTo(415);
            assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
        }
        Reply packed = http.send(operation.method(), path, organization.token(), "{}", "Content-Encoding", "gzip");
        assertThat(packed.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void refusesABodyThatIsTooLarge(Operation operation) {
        Reply reply = http.send(
                operation.method(), path(operation, operation.path()), organization.token(), "x".repeat(5_000_000));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    static Stream<Operation> operationsWithABody() {
        return operations().stream().filter(Operation::takesBody);
    }

    @ParameterizedTest
    @MethodSource("operationsWithABodyThatCanBeRepeated")
    void carriesARepeatUnderTheSameKeyOutOnce(Operation operation) {
        String path = path(operation, operation.path());
        String body = CASES.get(operation.id()).body();

        Reply first = http.send(operation.method(), path, organization.token(), body, "Idempotency-Key", "k 1");
        Reply second = http.send(operation.method(), path, organization.token(), body, "Idempotency-Key", "k 1");

        assertThat(first.status()).isEqualTo(operation.success());
        assertThat(second.status()).isEqualTo(operation.success());
        assertThat(second.json()).isEqualTo(first.json());
    }

    @ParameterizedTest
    @MethodSource("operationsThatCanBeRepeated")
    void refusesAKeyThatIsNone(Operation operation) {
        String body = CASES.get(operation.id()).body();
        Reply reply = http.send(
                operation.method(),
                path(operation, operation.path()),
                organization.token(),
                body.isEmpty() ? null : body,
                "Idempotency-Key",
                "k".repeat(256));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.text()).contains("Idempotency-Key");
        assertThat(operation.faults(reply)).as(reply.text()).isEmpty();
    }

    static Stream<Operation> operationsWithABodyThatCanBeRepeated() {
        return operationsThatCanBeRepeated().filter(Operation::takesBody);
    }

    static Stream<Operation> operationsThatCanBeRepeated() {
        return operations().stream()
                .filter(operation -> !operation.parameters("header").isEmpty());
    }

    private Reply call(Operation operation, String path, String token) {
        String body = CASES.get(operation.id()).body();
        return http.send(operation.method(), path, token, body.isEmpty() ? null : body);
    }

    /** Fills a path's parameters with ids of what the organisation really has. */
    private String path(Operation operation, String path) {
        String filled = path.replace("{provider}", "google_calendar");
        if (filled.contains("{id}")) {
            filled = filled.replace(
                    "{id}", filled.contains("/webhooks/") ? organization.webhook(200) : organization.integration());
        }
        if (filled.contains("{deliveryId}")) {
            filled = filled.replace("{deliveryId}", delivery(filled));
        }
        return filled.contains("{jobId}") ? filled.replace("{jobId}", organization.resendJob()) : filled;
    }

    private String delivery(String path) {
        if (path.contains("/dead-letters/")) {
            return organization.deadLetter();
        }
        organization.trigger();
        return organization
                .ended(path.replaceAll(".*/webhooks/([^/]+)/.*", "$1"))
                .path("id")
                .asText();
    }
}
