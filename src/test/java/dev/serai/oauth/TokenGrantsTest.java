package dev.serai.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OpenEgress;
import dev.serai.egress.OutboundClient;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.Providers;
import dev.serai.provider.TestProviders;
import dev.serai.trace.TestTraces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the hub asks for tokens where no person is asked, and what it makes of refusals. */
class TokenGrantsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T19:00:00Z");
    private static final KeyPair KEY = key();

    private final ObjectMapper json = new ObjectMapper();
    private final Providers providers = TestProviders.standard();
    private final Map<String, Object> set = new HashMap<>();
    private OutboundClient client;
    private HttpServer server;

    private int status = 200;
    private String answer = "{\"access_token\":\"the-token\",\"instance_url\":\"https://one.example\"}";
    private Map<String, String> form = Map.of();
    private String authorization;
    private URI asked;

    @BeforeEach
    void startTokenEndpoint() throws IOException {
        client = OpenEgress.toLoopback();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked = exchange.getRequestURI();
                authorization = exchange.getRequestHeaders().getFirst("Authorization");
                form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        set.put("serai.providers.salesforce.token-url", url("/services/oauth2/token"));
        set.put("serai.providers.salesforce.client-id", "hub-app");
        set.put("serai.providers.salesforce.client-secret", "hub-secret");
        set.put("serai.providers.zoom.token-url", url("/oauth/token"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.destroy();
    }

    @Test
    void aPasswordGrantPutsTheSecurityTokenBehindThePassword() {
        TokenAnswer token = ask(
                "salesforce",
                "password",
                Map.of("username", "user@example.com", "password", "pass&word=%", "security_token", "TOKEN"));

        assertThat(token.accessToken()).isEqualTo("the-token");
        assertThat(token.lifetime()).isNull();
        assertThat(form)
                .isEqualTo(Map.of(
                        "grant_type",
                        "password",
                        "username",
                        "user@example.com",
                        "password",
                        "pass&word=%TOKEN",
                        "client_id",
                        "hub-app",
                        "client_secret",
                        "hub-secret"));
    }

    @Test
    void aPasswordGrantDoesWithoutASecurityToken() {
        ask("salesforce", "password", Map.of("username", "user@example.com", "password", "secret"));

        assertThat(form).containsEntry("password", "secret");
    }

    @Test
    void aPasswordGrantUsesTheConnectionsOwnAppWhereItNamesOne() {
        ask(
                "salesforce",
                "password",
                Map.of("username", "u", "password", "p", "client_id", "own-app", "client_secret", "own-secret"));

        assertThat(form).containsEntry("client_id", "own-app").containsEntry("client_secret", "own-secret");
    }

    @Test
    void anAssertionIsSignedWithTheConnectionsKeyAndHoldsForThreeMinutes() throws Exception {
        ask("salesforce", "jwt", Map.of("username", "user@example.com", "private_key", pkcs8()));

        assertThat(form)
                .containsOnlyKeys("grant_type", "assertion")
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(authorization).isNull();
        String[] parts = form.get("assertion").split("\\.");
        assertThat(decoded(parts[0])).isEqualTo(json.readTree("{\"alg\":\"RS256\"}"));
        assertThat(decoded(parts[1]))
                .isEqualTo(json.createObjectNode()
                        .put("iss", "hub-app")
                        .put("sub", "user@example.com")
                        .put("aud", "https://login.salesforce.com")
                        .put("exp", (int) NOW.plusSeconds(180).getEpochSecond()));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEY.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void anAssertionOfASandboxIsForItsLogin() throws Exception {
        ask(
                "salesforce",
                "jwt",
                Map.of("username", "u", "private_key", pkcs8(), "audience", "https://test.salesforce.com"));

        assertThat(decoded(form.get("assertion").split("\\.")[1]).path("aud").asText())
                .isEqualTo("https://test.salesforce.com");
    }

    @Test
    void aKeyMayBeInTheOldFormOrOnOneLine() {
        ask("salesforce", "jwt", Map.of("username", "u", "private_key", pkcs1()));
        ask("salesforce", "jwt", Map.of("username", "u", "privateKey", pkcs8().replace("\n", "\\n")));

        assertThat(form).containsKey("assertion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no key",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void aKeyThatCannotBeUsedIsForTheOwnerToPutRight(String key) {
        ProviderFault fault = refused("salesforce", "jwt", Map.of("username", "u", "private_key", key));

        assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(fault).hasMessageContaining("private key").hasMessageNotContaining("AAAA");
        assertThat(asked).isNull();
    }

    @Test
    void clientCredentialsAreTheConnectionsOwn() {
        ask("salesforce", "client_credentials", Map.of("client_id", "own-app", "client_secret", "own-secret"));

        assertThat(form)
                .isEqualTo(Map.of(
                        "grant_type", "client_credentials", "client_id", "own-app", "client_secret", "own-secret"));
    }

    @Test
    void clientCredentialsOfASystemGoToItsOwnTokenUrl() {
        ask(
                "sap",
                "oauth2",
                Map.of(
                        "client_id",
                        "sb-client!b1",
                        "client_secret",
                        "s:1",
                        "token_url",
                        url("/own/oauth/token?grant_type=client_credentials")));

        assertThat(asked.getPath()).isEqualTo("/own/oauth/token");
        assertThat(form)
                .isEqualTo(Map.of(
                        "grant_type", "client_credentials", "client_id", "sb-client!b1", "client_secret", "s:1"));
        assertThat(authorization).isNull();
    }

    @Test
    void accountCredentialsNameTheAccount() {
        ask("zoom", "oauth2", Map.of("clientId", "app", "clientSecret", "secret", "accountId", "account-1"));

        assertThat(form).isEqualTo(Map.of("grant_type", "account_credentials", "account_id", "account-1"));
        assertThat(authorization).isEqualTo("Basic " + base64("app:secret"));
    }

    @Test
    void aDomainIsWhereTheOrganisationLogsIn() {
        set.remove("serai.providers.salesforce.token-url");

        assertThat(tokenUrl(Map.of())).isEqualTo("https://login.salesforce.com/services/oauth2/token");
        assertThat(tokenUrl(Map.of("domain", "company.salesforce.com")))
                .isEqualTo("https://company.salesforce.com/services/oauth2/token");
        assertThat(tokenUrl(Map.of("domain", "Company--uat.Sandbox.my.salesforce.com")))
                .isEqualTo("https://company--uat.sandbox.my.salesforce.com/services/oauth2/token");
        assertThat(tokenUrl(Map.of("domain", "test.salesforce.com")))
                .isEqualTo("https://test.salesforce.com/services/oauth2/token");
    }

    @Test
    void whatTheOperatorSetsWinsOverADomain() {
        assertThat(tokenUrl(Map.of("domain", "company.my.salesforce.com"))).isEqualTo(url("/services/oauth2/token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "salesforce.com.evil.example.com",
                "evilsalesforce.com",
                "evil.example.com/.salesforce.com",
                "evil.example.com#.salesforce.com",
                "user@evil.example.com:443/x.salesforce.com",
                "169.254.169.254"
            })
    void theHubsSecretGoesToNoOtherHostThanSalesforces(String domain) {
        set.remove("serai.providers.salesforce.token-url");

        assertThat(tokenUrl(Map.of("domain", domain))).isEqualTo("https://login.salesforce.com/services/oauth2/token");
    }

    @Test
    void theHubsSecretGoesToNoTokenUrlThatACallerNames() {
        set.put("serai.providers.sap.token-url", url("/hub"));

        assertThat(addresses()
                        .of(connection("sap", Map.of("token_url", "https://evil.example.com")), sap(), "token-url"))
                .isEqualTo(URI.create(url("/hub")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | {"error":"invalid_grant","error_description":"authentication failure"}               | REAUTHORISE
                    400 | {"error":"invalid_grant","error_description":"user hasn't approved this consumer"}   | REAUTHORISE
                    400 | {"error":"invalid_grant","error_description":"login rate exceeded"}                  | RETRY
                    400 | {"error":"inactive_user","error_description":"user is inactive"}                     | REAUTHORISE
                    400 | {"error":"invalid_client_id","error_description":"client identifier invalid"}        | OPERATOR
                    400 | {"error":"invalid_client","error_description":"invalid client credentials"}          | OPERATOR
                    400 | {"error":"unsupported_grant_type","error_description":"grant type not supported"}    | OPERATOR
                    503 | {"error":"invalid_grant"}                                                            | RETRY
                    429 | {}                                                                                   | RETRY
                    200 | no JSON                                                                              | RETRY
                    """)
    void aRefusalTellsWhoHasToPutItRight(int status, String body, ErrorClass kind) {
        this.status = status;
        this.answer = body;

        assertThat(refused("salesforce", "password", Map.of("username", "u", "password", "p"))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void whatIsWrongWithAConnectionsOwnAppIsForItsOwnerToPutRight() {
        status = 401;
        answer = "{\"error\":\"invalid_client\"}";

        assertThat(refused("zoom", "oauth2", Map.of("clientId", "a", "clientSecret", "b", "accountId", "c"))
                        .kind())
                .isEqualTo(ErrorClass.REAUTHORISE);
    }

    @Test
    void whatIsMissingIsForTheOwnerToPutRight() {
        ProviderFault fault = refused("salesforce", "password", Map.of("username", "u"));

        assertThat(fault.kind()).isEqualTo(ErrorClass.REAUTHORISE);
        assertThat(fault).hasMessage("The connection's configuration has no password");
    }

    @Test
    void aHubWithoutAnAppTellsItsOperator() {
        set.remove("serai.providers.salesforce.client-id");

        ProviderFault fault = refused("salesforce", "password", Map.of("username", "u", "password", "p"));

        assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR);
        assertThat(fault).hasMessageContaining("serai.providers.salesforce.client-id");
    }

    @Test
    void aRefusalThatRepeatsAPasswordIsToldWithoutIt() {
        status = 400;
        answer = "{\"error\":\"invalid_grant\",\"error_description\":\"'hunter2TOKEN' is not the password of u\"}";

        assertThat(refused(
                        "salesforce",
                        "password",
                        Map.of("username", "u", "password", "hunter2", "security_token", "TOKEN")))
                .hasMessageContaining("is not the password of u")
                .hasMessageNotContaining("hunter2");
    }

    private TokenAnswer ask(String provider, String authType, Map<String, String> config) {
        Provider known = providers.find(provider).orElseThrow();
        OAuth2 way = (OAuth2) known.authentication(authType).orElseThrow();
        return endpoint().refresh(connection(provider, config), known, way, null);
    }

    private ProviderFault refused(String provider, String authType, Map<String, String> config) {
        return catchThrowableOfType(ProviderFault.class, () -> ask(provider, authType, config));
    }

    private TokenEndpoint endpoint() {
        ProviderSettings settings = settings();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new TokenEndpoint(
                client,
                addresses(),
                new OAuthClients(providers, settings),
                new GrantForms(new Assertions(json, clock), settings),
                new TokenTraffic(new SimpleMeterRegistry(), TestTraces.untold()),
                json,
                clock);
    }

    private ProviderSettings settings() {
        return TestProviders.settings(providers, set);
    }

    private OAuthAddresses addresses() {
        return new OAuthAddresses(settings());
    }

    private String tokenUrl(Map<String, String> config) {
        Provider salesforce = providers.find("salesforce").orElseThrow();
        return addresses()
                .of(connection("salesforce", config), salesforce, OAuthAddresses.TOKEN_URL)
                .toString();
    }

    private Provider sap() {
        return providers.find("sap").orElseThrow();
    }

    private OpenConnection connection(String provider, Map<String, String> config) {
        ObjectNode given = json.createObjectNode();
        config.forEach(given::put);
        return new OpenConnection(
                UUID.randomUUID(),
                1,
                provider,
                provider,
                ConnectionStatus.ACTIVE,
                "none",
                given,
                json.createObjectNode(),
                null);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private JsonNode decoded(String part) throws IOException {
        return json.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String pkcs8() {
        return pem("PRIVATE KEY", KEY.getPrivate().getEncoded());
    }

    /** The key itself is the last thing in PKCS #8, behind 26 bytes that say what it is. */
    private static String pkcs1() {
        byte[] encoded = KEY.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(encoded, 26, encoded.length));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
