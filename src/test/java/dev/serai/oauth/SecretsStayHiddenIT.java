package dev.serai.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.health.HealthChecks;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.tenancy.Tenant;
import dev.serai.vault.Vault;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A connection's whole life, in which no token, code or secret is to be found anywhere in clear. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsStayHiddenIT extends ConnectedHub {

    private static final String INTEGRATIONS = "/api/v1/integrations/";
    private static final List<String> CHATTY = List.of("dev.serai", "org.apache.camel", "org.springframework.jdbc");

    @Autowired
    private Credentials credentials;

    @Autowired
    private HealthChecks checks;

    @Autowired
    private Vault vault;

    private final Set<String> planted = new LinkedHashSet<>();
    private final List<String> seen = new ArrayList<>();
    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    private final Map<String, LogLevel> levels = new HashMap<>();

    @BeforeEach
    void logEverything() {
        for (String logger : CHATTY) {
            LoggerConfiguration before = logging.getLoggerConfiguration(logger);
            levels.put(logger, before == null ? null : before.getConfiguredLevel());
            logging.setLogLevel(logger, LogLevel.DEBUG);
        }
    }

    @AfterEach
    void logAsBefore() {
        levels.forEach(logging::setLogLevel);
    }

    @Test
    void noSecretOfAConnectionIsFoundInClear(CapturedOutput output) throws Exception {
        planted.add(GoogleStandIn.CLIENT_SECRET);
        Connected one = liveThroughEverything();
        assertThat(planted).hasSizeGreaterThan(10);

        String log = output.getAll();
        assertThat(log).as("what was logged").contains("Google was not connected");
        noneIn("the log", log);
        noneIn("the answers", String.join("\n", seen));
        Map<String, Object> attributes = attributes();
        assertThat(attributes).isNotEmpty();
        attributes.forEach((name, value) -> noneIn(name, text(value)));
        noneInTheDatabase();

        connections.delete(one.tenant(), one.id());
        noneInTheDatabase();
        noneIn("the log", output.getAll());
    }

    @Test
    void aSecretInClearWouldBeFound() {
        planted.add("planted-in-clear");
        Tenant tenant = pending().tenant();
        database.update("UPDATE tenant SET external_id = 'x planted-in-clear' WHERE id = ?", tenant.id());

        assertThat(catchThrowable(this::noneInTheDatabase)).hasMessageContaining("tenant.external_id");
    }

    /** Lives through all that happens with a connection, well and ill, and notes the secrets in it. */
    private Connected liveThroughEverything() {
        Connected one = pending();
        String token = owner(one.tenant());
        String path = INTEGRATIONS + one.id();
        GOOGLE.consentsAs(one.email());
        GOOGLE.rotatesRefreshTokens(true);

        // A code that is refused, because it is another authorisation's.
        Map<String, String> first = agree(token, path);
        Map<String, String> second = agree(token, path);
        ask(Request.of("POST", path + "/oauth/callback")
                .json(json.createObjectNode()
                        .put("code", first.get("code"))
                        .put("state", second.get("state"))
                        .toString())
                .bearing(token));
        ask(Request.of(
                "GET", "/oauth/callback?code=" + encoded(second.get("code")) + "&state=forged-state-of-a-stranger"));
        ask(Request.of(
                "GET",
                "/integrations/google/callback?code=" + encoded(second.get("code"))
                        + "&state=forged-state-of-a-stranger"));
        // An exchange whose answer is lost, and one that works.
        Map<String, String> lost = agree(token, path);
        GOOGLE.failNextToken(1, GoogleFault.LOST_ANSWER);
        complete(token, path, lost);
        Map<String, String> good = agree(token, path);
        complete(token, path, good).expect(200);
        plantTokens(one);

        ask(Request.of("GET", path).bearing(token));
        ask(Request.of("POST", path + "/oauth/refresh").bearing(token)).expect(200);
        plantTokens(one);
        ask(Request.of("POST", path + "/health/check").bearing(token)).expect(200);
        GOOGLE.expireAccessTokens(one.email());
        checks.check(one.tenant().id(), one.id());
        plantTokens(one);
        GOOGLE.failNextToken(1, GoogleFault.BACKEND_ERROR);
        ask(Request.of("POST", path + "/oauth/refresh").bearing(token));
        GOOGLE.fail(call -> call.path().endsWith("/users/me/calendarList"), GoogleFault.UNAUTHORIZED);
        ask(Request.of("POST", path + "/health/check").bearing(token));
        GOOGLE.heal();
        plantTokens(one);
        GOOGLE.revokeGrant(one.email());
        expire(one);
        database.update("UPDATE credential SET retry_at = NULL WHERE connection_id = ?", one.id());
        ask(Request.of("POST", path + "/oauth/refresh").bearing(token));
        for (String query : List.of("", "/health")) {
            ask(Request.of("GET", path + query).bearing(token));
        }
        ask(Request.of("GET", INTEGRATIONS).bearing(token));
        ask(Request.of("GET", "/audit").bearing(token));
        awaitQuiet(one);
        return one;
    }

    private Map<String, String> agree(String token, String path) {
        // The address holds the challenge, never the verifier.
        String authUrl = ask(Request.of("GET", path + "/oauth/authorize").bearing(token))
                .expect(200)
                .text("authUrl");
        Map<String, String> back = query(GOOGLE.visit(authUrl));
        planted.add(back.get("code"));
        database.query("SELECT state_hash, code_verifier FROM authorization_request", row -> {
            planted.add(verifier(row.getString(1), row.getBytes(2)));
        });
        return back;
    }

    private String verifier(String hash, byte[] sealed) {
        return vault.open(AuthorizationRequests.CODE_VERIFIER.purpose(hash), sealed);
    }

    private Reply complete(String token, String path, Map<String, String> back) {
        return ask(Request.of("POST", path + "/oauth/callback")
                .json(json.createObjectNode()
                        .put("code", back.get("code"))
                        .put("state", back.get("state"))
                        .toString())
                .bearing(token));
    }

    private void plantTokens(Connected one) {
        Credential now = credentials.find(one.tenant().id(), one.id()).orElseThrow();
        planted.add(now.accessToken());
        planted.add(now.refreshToken());
    }

    private Reply ask(Request request) {
        Reply reply = send(request);
        seen.add(reply.headers().map() + reply.body());
        return reply;
    }

    private static String owner(Tenant tenant) {
        return token(Map.of(
                "sub",
                "user-1",
                "organizationId",
                tenant.externalId(),
                "permissions",
                List.of("integrations:create", "integrations:read", "integrations:update", "integrations:delete")));
    }

    private void noneIn(String where, String text) {
        for (String secret : planted) {
            for (String form : forms(secret)) {
                assertThat(text.contains(form))
                        .as("%s holds a secret: %s", where, form)
                        .isFalse();
            }
        }
    }

    /** @return a secret as it might be written */
    private static Set<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return new LinkedHashSet<>(List.of(
                secret,
                encoded(secret),
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** Searches every row of every table, as the database writes it: bytes are hexadecimal there. */
    private void noneInTheDatabase() {
        List<Map<String, Object>> columns = database.queryForList(
                """
                SELECT c.relname AS relation, a.attname AS attribute FROM pg_attribute a
                JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
                    AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                    AND a.atttypid::regtype::text IN
                        ('text', 'text[]', 'bytea', 'character varying', 'json', 'jsonb', 'character')
                """);
        assertThat(columns).hasSizeGreaterThan(40);
        List<String> forms =
                planted.stream().flatMap(secret -> forms(secret).stream()).toList();
        for (Map<String, Object> column : columns) {
            String name = column.get("relation") + "." + column.get("attribute");
            Integer found = database.query(
                    "SELECT count(*) FROM \"" + column.get("relation")
                            + "\" t, unnest(?::text[]) form WHERE position(form IN \"" + column.get("attribute")
                            + "\"::text) > 0",
                    statement ->
                            statement.setArray(1, statement.getConnection().createArrayOf("text", forms.toArray())),
                    rows -> rows.next() ? rows.getInt(1) : -1);
            assertThat(found).as("secrets in %s", name).isZero();
        }
    }

    /** @return all that can be read of Camel and the hub through JMX */
    private static Map<String, Object> attributes() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Map<String, Object> values = new LinkedHashMap<>();
        for (ObjectName bean : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isReadable()) {
                    Object value;
                    try {
                        value = server.getAttribute(bean, attribute.getName());
                    } catch (JMException | RuntimeException unreadable) {
                        value = unreadable.toString();
                    }
                    values.put(bean + " " + attribute.getName(), value);
                }
            }
        }
        return values;
    }

    private static String text(Object value) {
        if (value instanceof CompositeData data) {
            return text(data.values().toArray());
        }
        if (value instanceof TabularData data) {
            return text(data.values().toArray());
        }
        if (value instanceof Object[] many) {
            StringBuilder all = new StringBuilder();
            for (Object each : many) {
                all.append(text(each)).append('\n');
            }
            return all.toString();
        }
        return String.valueOf(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
