package dev.serai.api.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionChange;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.provider.zoom.ZoomStandIn;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the {@code personal} contract does beyond the shapes of its answers. */
class PersonalIT extends RunningHub {

    private static final String GMAIL = "/integrations/gmail_integration_setup";
    private static final String STATUS = "/integrations/user/integration";

    private final String user = someone();

    @Autowired
    private Connections connections;

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcTemplate database;

    /** Whose mail it is. */
    private final String mailbox = UUID.randomUUID() + "@gmail.com";

    @BeforeEach
    void openAMailbox() {
        GOOGLE.addUser(mailbox);
    }

    @Test
    void settingUpAgainUpdatesTheOneConnection() {
        send(setUp(GMAIL, tokens("first", "3600")));
        Connection before = only();
        Instant expiryBefore = expiry(before);

        Reply again = send(setUp(GMAIL, tokens("second", "7200")));

        assertThat(again.json().path("message").asText()).isEqualTo("Gmail integration setup successful");
        assertThat(only().id()).isEqualTo(before.id());
        assertThat(expiry(only())).isAfter(expiryBefore);
    }

    @Test
    void keepsWhenTheTokenExpires() {
        Instant before = Instant.now();

        send(setUp(GMAIL, tokens("any", "3600")));

        assertThat(expiry(only()))
                .isBetween(before.plusSeconds(3600), Instant.now().plusSeconds(3600));
    }

    @Test
    void showsNoCredentialToAnyContract() {
        send(setUp(GMAIL, tokens("secret-of-ada", "3600")));

        assertThat(only().config().toString()).doesNotContain("secret-of-ada");
    }

    @Test
    void setUpsAtOnceAreOneConnectionAndAllSucceed() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> setUps = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> send(setUp(GMAIL, tokens("t" + i, "60"))).status())
                    .toList();

            for (Future<Integer> status : clients.invokeAll(setUps)) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            clients.shutdown();
        }
        assertThat(only().provider()).isEqualTo("gmail");
    }

    @Test
    void whatIsSwitchedOffIsNotSetUp() {
        send(setUp(GMAIL, tokens("any", "3600")));
        connections.update(
                tenant(), only().id(), new ConnectionChange(null, null, ConnectionStatus.INACTIVE, null, null, null));

        assertThat(get(STATUS, token(user)).json().path("gmail").asBoolean()).isFalse();
    }

    @Test
    void anotherUserSeesNothingOfIt() {
        send(setUp(GMAIL, tokens("any", "3600")));

        assertThat(get(STATUS, token(someone())).json().path("gmail").asBoolean())
                .isFalse();
    }

    @Test
    void theUserIsTheTenantWhateverElseTheTokenSays() {
        send(setUp(GMAIL, tokens("any", "3600")));
        String more = token(java.util.Map.of("sub", user, "organizationId", "acme", "companyId", "acme"));

        assertThat(get(STATUS, more).json().path("gmail").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"3600\"", "true", "2147483648", "1e400"})
    void refusesAnExpiryThatIsNoPositiveWholeNumber(String expiresIn) {
        Reply reply = send(setUp(GMAIL, tokens("any", expiresIn)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).startsWith("expires_in must be ");
    }

    @Test
    void namesAMissingFieldInItsDetail() {
        Reply reply = send(setUp(GMAIL, "{\"refresh_token\":\"r\",\"expires_in\":1}"));

        assertThat(reply.body()).isEqualTo("{\"detail\":\"access_token is required\"}");
    }

    @Test
    void refusesAnEmptyCredential() {
        Reply reply = send(setUp("/integrations/calendly_integration_setup", "{\"pat_token\":\"\"}"));

        assertThat(reply.body()).isEqualTo("{\"detail\":\"pat_token must have at least 1 character\"}");
    }

    @Test
    void refusesWithoutATokenInItsOwnStyle() {
        Reply reply = send(Request.of("GET", STATUS));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).isEqualTo("{\"detail\":\"Unauthorized\"}");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void saysInItsOwnStyleThatAPathIsUnknown() {
        Reply reply = get("/personal/integrations/nothing", token(user));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("detail").asText()).isEqualTo("Cannot GET /personal/integrations/nothing");
    }

    @Test
    void everySetupIsInTheAuditLogWithoutItsCredentials() {
        ZoomStandIn.Account zoom = ZOOM.addAccount();
        send(setUp(GMAIL, tokens("secret-of-ada", "3600")));
        send(setUp(
                "/integrations/zoom_integration_setup",
                """
                {"client_id":"%s","client_secret":"%s","account_id":"%s"}
                """
                        .formatted(zoom.clientId(), zoom.clientSecret(), zoom.id())));

        Reply audit = get("/audit", token(user));

        assertThat(audit.json()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.path("actor").asText()).isEqualTo(user);
            assertThat(entry.path("action").asText()).isEqualTo("set_up");
            assertThat(entry.path("subjectType").asText()).isEqualTo("connection");
        });
        assertThat(audit.json().findValuesAsText("subjectId"))
                .containsExactlyInAnyOrderElementsOf(connections.list(tenant()).stream()
                        .map(connection -> connection.id().toString())
                        .collect(Collectors.toList()));
        assertThat(audit.body()).doesNotContain("secret-of-ada", zoom.clientSecret());
    }

    private Request setUp(String path, String body) {
        return Request.of("POST", path).bearing(token(user)).json(body);
    }

    private String tokens(String accessToken, String expiresIn) {
        GOOGLE.adopt(mailbox, accessToken + mailbox, "r-" + accessToken + mailbox);
        return "{\"access_token\":\"" + accessToken + mailbox + "\",\"refresh_token\":\"r-" + accessToken + mailbox
                + "\",\"expires_in\":" + expiresIn + "}";
    }

    private Tenant tenant() {
        return tenants.meet(TenantKind.USER, user);
    }

    private Connection only() {
        List<Connection> all = connections.list(tenant());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Instant expiry(Connection connection) {
        return database.queryForObject(
                        "SELECT expires_at FROM credential WHERE connection_id = ?",
                        OffsetDateTime.class,
                        connection.id())
                .toInstant();
    }
}
