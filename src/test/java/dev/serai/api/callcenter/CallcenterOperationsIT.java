package dev.serai.api.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.serai.api.ContractHub;
import dev.serai.api.Reply;
import dev.serai.api.Tokens;
import dev.serai.tenancy.AuditLog;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the {@code callcenter} contract promises beyond the shapes of its answers. */
class CallcenterOperationsIT extends ContractHub {

    @Autowired
    private AuditLog audit;

    @Autowired
    private Tenants tenants;

    CallcenterOperationsIT() {
        super("callcenter", "accountId");
    }

    // Integrations

    @Test
    void anIntegrationIsShownWithoutItsSecrets() {
        String token = newcomer();
        Reply added = call(
                "addIntegration",
                token,
                null,
                "",
                """
                {"type":"salesforce","config":{"username":"user@example.com","password":"password",
                 "security_token":"token","domain":"company.salesforce.com"}}
                """);

        assertThat(added.json().at("/data/config"))
                .isEqualTo(
                        Reply.parsed(
                                """
                        {"username":"user@example.com","password":"********",
                         "security_token":"********","domain":"company.salesforce.com"}
                        """));
        assertThat(added.json().at("/data/name").asText()).isEqualTo("Salesforce");
        assertThat(added.json().at("/data/category").asText()).isEqualTo("crm");
        assertThat(call("getIntegration", token, id(added)).json()).isEqualTo(added.json());
        assertThat(call("listIntegrations", token, null).json().at("/data/0"))
                .isEqualTo(added.json().get("data"));
    }

    @ParameterizedTest
    @CsvSource({
        "type=crm, salesforce hubspot",
        "type=erp, sap",
        "type=salesforce, salesforce",
        "type=email, ''",
        "type=nothing, ''",
        "'', salesforce sap hubspot"
    })
    void integrationsAreFilteredByCategoryAndByProvider(String query, String found) {
        String token = newcomer();
        add(token, "salesforce");
        add(token, "sap");
        add(token, "hubspot");
        add(newcomer(), "salesforce");

        List<String> types = new ArrayList<>();
        call("listIntegrations", token, null, query, null)
                .json()
                .get("data")
                .forEach(integration -> types.add(integration.get("type").asText()));

        assertThat(String.join(" ", types)).isEqualTo(found);
    }

    @Test
    void anUnknownTypeIsRefusedByItsName() {
        Reply reply = call("addIntegration", newcomer(), null, "", "{\"type\":\"myspace\",\"config\":{}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(keys(reply.json().get("details"))).containsExactly("type");
        assertThat(reply.json().at("/details/type").asText()).contains("salesforce");
    }

    @Test
    void everyMissingFieldIsNamed() {
        assertThat(call("addIntegration", newcomer(), null, "", "{}").json())
                .isEqualTo(
                        Reply.parsed(
                                """
                                {"success":false,"message":"Invalid parameters",
                                 "details":{"config":"is required","type":"is required"}}
                                """));
        assertThat(keys(call("registerWebhook", newcomer(), null, "", "{\"description\":5}")
                        .json()
                        .get("details")))
                .containsExactlyInAnyOrder("url", "events", "description");
    }

    @Test
    void theTypesAreAllProvidersWithNameAndCategory() {
        JsonNode types = call("listIntegrationTypes", newcomer(), null).json().get("data");

        assertThat(types).hasSizeGreaterThanOrEqualTo(13);
        assertThat(types).anySatisfy(type -> {
            assertThat(type.path("type").asText()).isEqualTo("sap");
            assertThat(type.path("name").asText()).isEqualTo("SAP");
            assertThat(type.path("category").asText()).isEqualTo("erp");
            assertThat(type.path("fields").findValuesAsText("name")).contains("username", "password");
            assertThat(type.path("data_types").findValuesAsText("name")).contains("contacts");
        });
    }

    // Webhooks

    @Test
    void aWebhooksSecretIsToldOnceAndItsHeadersKeepTheirSecrets() {
        String token = newcomer();
        Reply registered = call(
                "registerWebhook",
                token,
                null,
                "",
                """
                {"url":"https://example.com/webhook","events":["call.started"],"description":"Calls",
                 "headers":{"Authorization":"Bearer token","X-API-Key":"k","X-Auth":"a","X-Session-Token":"t",
                            "X-Shared-Secret":"s","X-Team":"dialler"}}
                """);

        String masked = "********";
        assertThat(registered.json().at("/data/secret").asText()).startsWith("whsec_");
        assertThat(registered.json().at("/data/headers"))
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("Authorization", masked)
                        .put("X-API-Key", masked)
                        .put("X-Auth", masked)
                        .put("X-Session-Token", masked)
                        .put("X-Shared-Secret", masked)
                        .put("X-Team", "dialler"));
        JsonNode shown = call("getWebhook", token, id(registered)).json().get("data");
        assertThat(shown.get("secret").asText()).isEqualTo(masked);
        assertThat(shown.get("description").asText()).isEqualTo("Calls");
        assertThat(shown.get("headers")).isEqualTo(registered.json().at("/data/headers"));
        assertThat(call("listWebhooks", token, null).json().at("/data/0")).isEqualTo(shown);
    }

    @Test
    void aWebhookNeedsNeitherDescriptionNorHeaders() {
        JsonNode made = register(newcomer(), "https://example.com/", "call.ended")
                .json()
                .get("data");

        assertThat(made.get("description").isNull()).isTrue();
        assertThat(made.get("headers")).isEmpty();
    }

    @Test
    void webhooksAreFilteredByEvent() {
        String token = newcomer();
        String calls = id(register(token, "https://example.com/calls", "call.ended\",\"call.started"));
        String contacts = id(register(token, "https://example.com/contacts", "contact.created"));

        assertThat(webhooks(token, "")).containsExactly(calls, contacts);
        assertThat(webhooks(token, "event=call.started")).containsExactly(calls);
        assertThat(webhooks(token, "event=contact.created")).containsExactly(contacts);
        assertThat(webhooks(token, "event=contact.updated")).isEmpty();
        assertThat(webhooks(token, "event=nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/hook",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://2130706433/",
                "ftp://example.com/",
                "example.com",
                ""
            })
    void aUrlThatNobodyMayBeSentToIsRefused(String url) {
        Reply reply = register(newcomer(), url, "call.ended");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(keys(reply.json().get("details"))).containsExactly("url");
    }

    @Test
    void everythingThatIsWrongWithAWebhookIsNamedAtOnce() {
        Reply reply = call(
                "registerWebhook",
                newcomer(),
                null,
                "",
                """
                {"url":"https://10.0.0.1/","events":["call.ended","call.eaten","sms.sent"],
                 "headers":{"Host":"a","X-Line":"a\\nb","X-Fine":"c"}}
                """);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(keys(reply.json().get("details")))
                .containsExactlyInAnyOrder("url", "events.1", "events.2", "headers.Host", "headers.X-Line");
        Reply none = call("registerWebhook", newcomer(), null, "", "{\"url\":\"https://10.0.0.1/\",\"events\":[]}");
        assertThat(keys(none.json().get("details"))).containsExactly("url", "events");
    }

    @Test
    void anUnregisteredWebhookIsGone() {
        String token = newcomer();
        String id = id(register(token, "https://example.com/", "call.ended"));

        assertThat(call("unregisterWebhook", token, id).json())
                .isEqualTo(Reply.parsed("{\"success\":true,\"data\":{\"id\":\"" + id + "\"}}"));

        assertThat(call("getWebhook", token, id).json())
                .isEqualTo(Reply.parsed("{\"success\":false,\"message\":\"Webhook not found\",\"details\":{}}"));
    }

    @Test
    void ofManyWhoUnregisterAWebhookAtOnceOneDoes() throws Exception {
        String token = newcomer();
        String id = id(register(token, "https://example.com/", "call.ended"));
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(many.submit(
                        () -> send("DELETE", "/api/webhooks/" + id, token, null).status()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 404);
        } finally {
            many.shutdownNow();
        }
    }

    // Events

    @Test
    void aTriggeredEventReachesTheWebhooksThatWantItWithTheirHeadersInClear() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            arrived.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String token = newcomer();
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/")
                    .<ObjectNode>set("events", Reply.parsed("[\"call.started\"]"))
                    .set("headers", Reply.parsed("{\"Authorization\":\"Bearer token\"}"))
                    .toString();
            call("registerWebhook", token, null, "", body);
            register(token, "https://example.com/", "call.ended");

            Reply triggered =
                    call("triggerEvent", token, null, "", "{\"event\":\"call.started\",\"data\":{\"call_id\":\"1\"}}");

            assertThat(triggered.json().at("/data/event").asText()).isEqualTo("call.started");
            assertThat(triggered.json().at("/data/deliveries").asInt()).isEqualTo(1);
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo("Bearer token");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void anUnknownEventIsRefusedByItsName() {
        Reply reply = call("triggerEvent", newcomer(), null, "", "{\"event\":\"call.eaten\",\"data\":{}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(keys(reply.json().get("details"))).containsExactly("event");
    }

    // Keys

    @Test
    void aKeyIsToldOnceAndKnownByItsPrefixAndItsLastUse() {
        String token = newcomer();
        JsonNode minted = mint(token, "integrations:read").json().get("data");
        String key = minted.get("key").asText();

        assertThat(key).startsWith("srk_").startsWith(minted.get("prefix").asText());
        JsonNode unused = call("listKeys", token, null).json().at("/data/0");
        assertThat(unused.has("key")).isFalse();
        assertThat(unused.get("prefix")).isEqualTo(minted.get("prefix"));
        assertThat(unused.get("permissions")).isEqualTo(Reply.parsed("[\"integrations:read\"]"));
        assertThat(unused.get("last_used_at").isNull()).isTrue();

        assertThat(call("listIntegrations", key, null).status()).isEqualTo(200);

        assertThat(call("listKeys", token, null)
                        .json()
                        .at("/data/0/last_used_at")
                        .asText())
                .endsWith("Z");
    }

    @Test
    void aKeyWorksForItsAccountWithItsPermissionsOnly() {
        String token = newcomer();
        String integration = add(token, "sap");
        String key = mint(token, "integrations:read").json().at("/data/key").asText();

        assertThat(call("getIntegration", key, integration).status()).isEqualTo(200);
        assertThat(call("removeIntegration", key, integration).status()).isEqualTo(403);
        assertThat(send("GET", "/framework/api/v1/integrations", key, null).status())
                .isEqualTo(403);
        assertThat(send("POST", "/events", key, "{\"event\":\"call.ended\",\"data\":{}}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aUsersKeyIsLimitedEvenWhereTheUserIsNot() {
        String user = token(Map.of("sub", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS));
        String reading = mint(user, "integrations:read").json().at("/data/key").asText();
        String updating =
                mint(user, "integrations:update").json().at("/data/key").asText();
        String event = "{\"event\":\"call.ended\",\"data\":{}}";

        assertThat(send("POST", "/events", reading, event).status()).isEqualTo(403);
        assertThat(send("POST", "/events", updating, event).status()).isEqualTo(202);
    }

    @Test
    void aKeyAllowsNoMoreThanItsMaker() {
        String account = UUID.randomUUID().toString();
        String maker =
                token(Map.of("accountId", account, "permissions", List.of("integrations:create", "integrations:read")));
        String body = "{\"name\":\"Too much\",\"permissions\":[\"integrations:read\",\"integrations:delete\"]}";

        Reply refused = call("mintKey", maker, null, "", body);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(call("listKeys", maker, null).json().get("data")).isEmpty();
        assertThat(mint(maker, "integrations:read").status()).isEqualTo(200);
    }

    @Test
    void aRevokedKeyOpensNothingAtOnce() {
        String token = newcomer();
        JsonNode minted = mint(token, "integrations:read").json().get("data");
        String key = minted.get("key").asText();
        assertThat(call("listIntegrations", key, null).status()).isEqualTo(200);

        call("revokeKey", token, minted.get("id").asText());

        assertThat(call("listIntegrations", key, null).status()).isEqualTo(401);
        assertThat(call("listKeys", token, null).json().get("data")).isEmpty();
    }

    @Test
    void aKeyNeedsANameAndKnownPermissions() {
        String token = newcomer();

        assertThat(keys(call("mintKey", token, null, "", "{}").json().get("details")))
                .containsExactlyInAnyOrder("name", "permissions");
        assertThat(keys(call("mintKey", token, null, "", "{\"name\":\"\",\"permissions\":[\"everything\"]}")
                        .json()
                        .get("details")))
                .containsExactlyInAnyOrder("name", "permissions.0");
        assertThat(keys(call("mintKey", token, null, "", "{\"name\":\"a\",\"permissions\":[]}")
                        .json()
                        .get("details")))
                .containsExactly("permissions");
    }

    @Test
    void whatIsDoneWithKeysIsAudited() {
        String account = UUID.randomUUID().toString();
        String token = token(Map.of("accountId", account, "permissions", Tokens.ALL_PERMISSIONS));
        String id = id(mint(token, "integrations:read"));
        call("revokeKey", token, id);

        assertThat(audit.find(tenants.meet(TenantKind.ACCOUNT, account), "key", id, 10, null))
                .extracting(AuditLog.Entry::action)
                .containsExactly("revoked", "created");
    }

    // Tenants

    @Test
    void withoutAnAccountTheTenantIsTheUser() {
        String user = UUID.randomUUID().toString();
        String plain = token(Map.of("sub", user, "permissions", Tokens.ALL_PERMISSIONS));
        String member = token(
                Map.of("sub", user, "organizationId", "o", "companyId", "c", "permissions", Tokens.ALL_PERMISSIONS));
        String account = token(Map.of("sub", user, "accountId", user, "permissions", Tokens.ALL_PERMISSIONS));
        String id = add(plain, "sap");

        assertThat(call("getIntegration", member, id).status()).isEqualTo(200);
        assertThat(call("getIntegration", account, id).status()).isEqualTo(404);
    }

    @Test
    void aUserWithoutAnAccountNeedsPermissionsAsWell() {
        String user = token(Map.of("sub", UUID.randomUUID().toString()));

        assertThat(call("listIntegrations", user, null).status()).isEqualTo(403);
    }

    @Test
    void whatIsNotOfferedIsSaidInTheContractsStyle() {
        Reply method = send("PUT", "/api/webhooks/", newcomer(), "{}");
        Reply path = send("GET", "/api/keys/a/b", newcomer(), null);

        assertThat(method.status()).isEqualTo(405);
        assertThat(keys(method.json())).containsExactly("success", "message", "details");
        assertThat(path.status()).isEqualTo(404);
        assertThat(keys(path.json())).containsExactly("success", "message", "details");
    }

    private String add(String token, String type) {
        return id(call("addIntegration", token, null, "", "{\"type\":\"" + type + "\",\"config\":{}}"));
    }

    private Reply register(String token, String url, String events) {
        return call("registerWebhook", token, null, "", "{\"url\":\"" + url + "\",\"events\":[\"" + events + "\"]}");
    }

    private Reply mint(String token, String permission) {
        return call("mintKey", token, null, "", "{\"name\":\"A key\",\"permissions\":[\"" + permission + "\"]}");
    }

    private List<String> webhooks(String token, String query) {
        List<String> ids = new ArrayList<>();
        call("listWebhooks", token, null, query, null)
                .json()
                .get("data")
                .forEach(webhook -> ids.add(webhook.get("id").asText()));
        return ids;
    }

    private static String id(Reply made) {
        assertThat(made.status()).as("%s", made.json()).isEqualTo(200);
        return made.json().at("/data/id").asText();
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
