package dev.serai.api.company;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.ContractHub;
import dev.serai.api.Reply;
import dev.serai.api.Tokens;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.Connections;
import dev.serai.tenancy.AuditLog;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the {@code company} contract promises beyond the shapes of its answers. */
class CompanyOperationsIT extends ContractHub {

    private static final String SLACK =
            """
            {"name":"Slack","type":"messaging","config":{"webhookUrl":"https://hooks.slack.com/services/T/B/X"}}
            """;

    @Autowired
    private ConnectionLog log;

    @Autowired
    private Connections connections;

    @Autowired
    private AuditLog audit;

    @Autowired
    private Tenants tenants;

    CompanyOperationsIT() {
        super("company", "companyId");
    }

    @Test
    void aNewIntegrationIsActiveAndShowsItsConfigurationWithoutItsSecrets() {
        String token = newcomer();
        Reply created = call(
                "createIntegration",
                token,
                null,
                "",
                """
                {"name":"Slack","type":"messaging",
                 "config":{"webhookUrl":"https://hooks.slack.com/services/T/B/X","botToken":"xoxb-1"}}
                """);

        JsonNode shown = call("getIntegration", token, id(created)).json().get("data");

        assertThat(shown.get("status").asText()).isEqualTo("active");
        assertThat(shown.get("config"))
                .isEqualTo(
                        Reply.parsed(
                                """
                        {"webhookUrl":"https://hooks.slack.com/services/T/B/X","botToken":"********"}
                        """));
        JsonNode listed = call("listIntegrations", token, null).json().at("/data/integrations");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0)).isEqualTo(shown);
    }

    @Test
    void listsOnlyTheCompanysOwn() {
        String token = newcomer();
        create(newcomer(), "Somebody else's");

        assertThat(call("listIntegrations", token, null).json().at("/data/integrations"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, Slack, messaging, slack",
                "-, Google Calendar, calendar, google_calendar",
                "-, Our talk, slack, slack",
                "-, Our talk, messaging, custom",
                "hubspot, Slack, messaging, hubspot",
                "nobody's, Slack, messaging, custom"
            })
    void theProviderIsTheGivenOneOrFoundFromNameThenType(
            @Nullable String provider, String name, String type, String found) {
        String company = UUID.randomUUID().toString();
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", type)
                .put("provider", provider)
                .toString();

        call("createIntegration", token(Map.of("companyId", company, "role", "member")), null, "", body);

        assertThat(connections.list(tenant(company)))
                .singleElement()
                .satisfies(connection -> assertThat(connection.provider()).isEqualTo(found));
    }

    @Test
    void aNameIsTakenOnceInACompanyHoweverItIsWritten() {
        String token = newcomer();
        create(token, "Slack");

        Reply again = call("createIntegration", token, null, "", SLACK.replace("\"Slack\"", "\" slack \""));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json())
                .isEqualTo(
                        Reply.parsed("{\"success\":false,\"message\":\"Integration with this name already exists\"}"));
        assertThat(create(newcomer(), "Slack")).isNotEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefusedWhenRenamingAndFreeAfterRemoval() {
        String token = newcomer();
        String first = create(token, "First");
        String second = create(token, "Second");

        Reply taken = call("updateIntegration", token, second, "", "{\"name\":\"First\"}");
        Reply own = call("updateIntegration", token, second, "", "{\"name\":\"SECOND\"}");
        call("deleteIntegration", token, first);
        Reply free = call("updateIntegration", token, second, "", "{\"name\":\"First\"}");

        assertThat(taken.status()).isEqualTo(409);
        assertThat(own.status()).isEqualTo(200);
        assertThat(free.status()).isEqualTo(200);
    }

    @Test
    void ofManyWhoTakeANameAtOnceOneGetsIt() throws Exception {
        String token = newcomer();
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(many.submit(
                        () -> send("POST", "/api/v1/integrations", token, SLACK).status()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void ofManyWhoChangeOrRemoveAnIntegrationAtOnceNobodyMeetsAFault() throws Exception {
        String token = newcomer();
        String id = create(token, "Busy");
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String method = i % 4 == 3 ? "DELETE" : "PUT";
                String body = method.equals("PUT") ? "{\"name\":\"Busy " + i + "\"}" : null;
                answers.add(many.submit(() ->
                        send(method, "/api/v1/integrations/" + id, token, body).status()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 404);
            }
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void whatIsLeftOutOfAnUpdateStaysAndAMaskedSecretIsKept() {
        String token = newcomer();
        String id = id(call(
                "createIntegration",
                token,
                null,
                "",
                "{\"name\":\"Bot\",\"type\":\"messaging\",\"config\":{\"token\":\"t\",\"channel\":\"a\"}}"));

        call(
                "updateIntegration",
                token,
                id,
                "",
                "{\"config\":{\"token\":\"********\",\"channel\":\"b\"},\"status\":\"inactive\"}");

        JsonNode shown = call("getIntegration", token, id).json().get("data");
        assertThat(shown.get("name").asText()).isEqualTo("Bot");
        assertThat(shown.get("type").asText()).isEqualTo("messaging");
        assertThat(shown.get("status").asText()).isEqualTo("inactive");
        assertThat(shown.get("config")).isEqualTo(Reply.parsed("{\"token\":\"********\",\"channel\":\"b\"}"));
    }

    @Test
    void whatIsRemovedIsGone() {
        String token = newcomer();
        String id = create(token, "Short-lived");

        call("deleteIntegration", token, id);

        assertThat(call("getIntegration", token, id).status()).isEqualTo(404);
    }

    @Test
    void aValidationErrorNamesEveryFieldAtFault() {
        Reply reply = call("createIntegration", newcomer(), null, "", "{\"provider\":5,\"config\":\"none\"}");

        assertThat(reply.json())
                .isEqualTo(
                        Reply.parsed(
                                """
                        {"success":false,"message":"Validation error","errors":["Name is required","Type is required",
                         "Invalid config","Provider must be a string or null"]}
                        """));
    }

    @Test
    void anUpdateNamesEveryFieldAtFault() {
        String token = newcomer();
        Reply reply = call(
                "updateIntegration", token, create(token, "x"), "", "{\"name\":\"\",\"status\":\"error\",\"type\":1}");

        assertThat(texts(reply.json().get("errors")))
                .containsExactly(
                        "Name must have at least 1 character",
                        "Status must be one of active, inactive, null",
                        "Type must be a string or null");
    }

    @Test
    void logsComeNewestFirstAndPageByPage() {
        String company = UUID.randomUUID().toString();
        String token = token(Map.of("companyId", company, "role", "viewer"));
        String id = create(token(Map.of("companyId", company, "role", "admin")), "Slack");
        for (int i = 1; i <= 12; i++) {
            log.success(tenant(company).id(), UUID.fromString(id), "Message " + i);
        }
        log.error(tenant(company).id(), UUID.fromString(id), "Slack did not answer");

        JsonNode first = call("listIntegrationLogs", token, id).json().get("data");
        JsonNode second = call("listIntegrationLogs", token, id, "page=2&limit=10", null)
                .json()
                .get("data");
        JsonNode failed = call("listIntegrationLogs", token, id, "status=error&limit=5", null)
                .json()
                .get("data");
        JsonNode beyond =
                call("listIntegrationLogs", token, id, "page=9", null).json().get("data");

        assertThat(first.get("pagination"))
                .isEqualTo(Reply.parsed("{\"page\":1,\"limit\":10,\"total\":13,\"pages\":2}"));
        assertThat(first.get("logs")).hasSize(10);
        assertThat(first.at("/logs/0/message").asText()).isEqualTo("Slack did not answer");
        assertThat(first.at("/logs/0/integrationId").asText()).isEqualTo(id);
        assertThat(second.get("logs")).hasSize(3);
        assertThat(second.at("/logs/2/message").asText()).isEqualTo("Message 1");
        assertThat(failed.get("pagination"))
                .isEqualTo(Reply.parsed("{\"page\":1,\"limit\":5,\"total\":1,\"pages\":1}"));
        assertThat(failed.at("/logs/0/status").asText()).isEqualTo("error");
        assertThat(beyond.get("logs")).isEmpty();
    }

    @Test
    void anEmptyLogHasNoPages() {
        String token = newcomer();
        JsonNode page = call("listIntegrationLogs", token, create(token, "Quiet"))
                .json()
                .get("data");

        assertThat(page)
                .isEqualTo(
                        Reply.parsed("{\"logs\":[],\"pagination\":{\"page\":1,\"limit\":10,\"total\":0,\"pages\":0}}"));
    }

    @Test
    void logsRefusePagesThatAreNone() {
        String token = newcomer();
        Reply reply = call("listIntegrationLogs", token, create(token, "x"), "page=0&limit=101&status=pending", null);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(texts(reply.json().get("errors")))
                .containsExactlyInAnyOrder(
                        "Page must be at least 1", "Limit must be at most 100", "Status must be one of success, error");
    }

    @ParameterizedTest
    @CsvSource({
        "admin,  200, 201, 200, 200",
        "member, 200, 201, 200, 403",
        "viewer, 200, 403, 403, 403",
        "owner,  403, 403, 403, 403"
    })
    void aRoleAllowsWhatItSays(String role, int read, int create, int update, int delete) {
        String company = UUID.randomUUID().toString();
        String id = create(token(Map.of("companyId", company, "permissions", Tokens.ALL_PERMISSIONS)), "There");
        String token = token(Map.of("companyId", company, "role", role));

        assertThat(call("getIntegration", token, id).status()).isEqualTo(read);
        assertThat(call("createIntegration", token, null, "", SLACK).status()).isEqualTo(create);
        assertThat(call("updateIntegration", token, id, "", "{}").status()).isEqualTo(update);
        assertThat(call("deleteIntegration", token, id).status()).isEqualTo(delete);
    }

    @Test
    void permissionsThatAreGivenCountMoreThanARole() {
        String company = UUID.randomUUID().toString();
        String listed =
                token(Map.of("companyId", company, "role", "admin", "permissions", List.of("integrations:read")));
        String scoped = token(Map.of("companyId", company, "role", "viewer", "scope", "integrations:create"));
        String none = token(Map.of("companyId", company, "role", "admin", "permissions", List.of()));
        String elsewhere = token(Map.of("companyId", company, "role", "admin", "scope", "openid profile"));

        assertThat(call("createIntegration", listed, null, "", SLACK).status()).isEqualTo(403);
        assertThat(call("createIntegration", scoped, null, "", SLACK).status()).isEqualTo(201);
        assertThat(call("listIntegrations", none, null).status()).isEqualTo(403);
        assertThat(call("listIntegrations", elsewhere, null).status()).isEqualTo(200);
    }

    @Test
    void aRoleIsACompanysMatter() {
        String token = token(Map.of("organizationId", UUID.randomUUID().toString(), "role", "admin"));

        assertThat(send("GET", "/framework/api/v1/integrations", token, null).status())
                .isEqualTo(403);
    }

    @Test
    void aRoleCountsForACompanysEventsAsWell() {
        String company = UUID.randomUUID().toString();
        String event = "{\"event\":\"call.ended\",\"data\":{}}";

        assertThat(send("POST", "/events", token(Map.of("companyId", company, "role", "member")), event)
                        .status())
                .isEqualTo(202);
        assertThat(send("POST", "/events", token(Map.of("companyId", company, "role", "viewer")), event)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void contractsWithRoomForOneFaultGoOnNamingTheFirst() {
        String token = newcomer("organizationId");

        assertThat(send("POST", "/api/v1/integrations", token, "{\"config\":5}")
                        .json()
                        .get("message")
                        .asText())
                .isEqualTo("Validation failed: authType is required");
        assertThat(send("POST", "/events", token, "{\"id\":5}")
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("data");
    }

    @Test
    void whatChangesIsAudited() {
        String company = UUID.randomUUID().toString();
        String token = token(Map.of("companyId", company, "role", "admin"));
        String id = create(token, "Watched");
        call("updateIntegration", token, id, "", "{\"status\":\"inactive\"}");
        call("updateIntegration", token, id, "", "{\"status\":\"none\"}");
        call("deleteIntegration", token, id);

        assertThat(audit.find(tenant(company), "connection", id, 10, null))
                .extracting(AuditLog.Entry::action)
                .containsExactly("deleted", "updated", "created");
    }

    @Test
    void theTokensClaimDecidesOnTheSharedPath() {
        String companys = newcomer();
        String organisations = newcomer("organizationId");
        create(companys, "Slack");

        assertThat(send("GET", "/api/v1/integrations", companys, null).json().at("/data/integrations"))
                .hasSize(1);
        assertThat(send("GET", "/api/v1/integrations", organisations, null).json())
                .isEqualTo(Reply.parsed("[]"));
    }

    @Test
    void aTokenThatMeansNeitherOrBothIsToldTheClaimsInTheFrameworksStyle() {
        String neither = token(Map.of("permissions", Tokens.ALL_PERMISSIONS));
        String both = token(Map.of("companyId", "c", "organizationId", "o", "permissions", Tokens.ALL_PERMISSIONS));

        for (String token : List.of(neither, both)) {
            Reply reply = send("GET", "/api/v1/integrations", token, null);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.json())
                    .isEqualTo(
                            Reply.parsed(
                                    """
                                    {"statusCode":403,"error":"Forbidden",
                                     "message":"The token must have exactly one of the claims organizationId, companyId"}
                                    """));
        }
    }

    @Test
    void onItsOwnMountOnlyTheContractsClaimCounts() {
        String id = UUID.randomUUID().toString();
        String both = token(Map.of("companyId", id, "organizationId", id, "role", "admin"));
        String another = token(Map.of("organizationId", id, "permissions", Tokens.ALL_PERMISSIONS));

        assertThat(send("GET", "/company/api/v1/integrations", both, null).status())
                .isEqualTo(200);
        Reply refused = send("GET", "/company/api/v1/integrations", another, null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json())
                .isEqualTo(Reply.parsed("{\"success\":false,\"message\":\"The token must have the claim companyId\"}"));
    }

    @Test
    void withoutATokenTheSharedPathSatisfiesBothContractsAndTheMountItsOwn() {
        assertThat(send("GET", "/api/v1/integrations", null, null).json())
                .isEqualTo(
                        Reply.parsed(
                                """
                                {"statusCode":401,"success":false,"message":"Unauthorized","error":"Unauthorized"}
                                """));
        assertThat(send("GET", "/company/api/v1/integrations", "none", null).json())
                .isEqualTo(Reply.parsed("{\"success\":false,\"message\":\"Authentication required\"}"));
    }

    @Test
    void whatIsNotOfferedIsSaidInTheContractsStyle() {
        Reply method = send("PATCH", "/api/v1/integrations", newcomer(), "{}");
        Reply path = send("GET", "/company/api/v1/nothing", newcomer(), null);

        assertThat(method.status()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        assertThat(method.json().get("success").asBoolean(true)).isFalse();
        assertThat(path.status()).isEqualTo(404);
        assertThat(path.json().get("success").asBoolean(true)).isFalse();
    }

    private String create(String token, String name) {
        return id(call(
                "createIntegration",
                token,
                null,
                "",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("type", "messaging")
                        .toString()));
    }

    private static String id(Reply created) {
        assertThat(created.status()).as("%s", created.json()).isEqualTo(201);
        return created.json().at("/data/id").asText();
    }

    private Tenant tenant(String company) {
        return tenants.meet(TenantKind.COMPANY, company);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
