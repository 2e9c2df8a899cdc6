package dev.serai.api;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serai.provider.calendly.CalendlyStandIn;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.hubspot.HubspotStandIn;
import dev.serai.provider.notion.NotionStandIn;
import dev.serai.provider.outlook.MicrosoftStandIn;
import dev.serai.provider.pipedrive.PipedriveStandIn;
import dev.serai.provider.salesforce.SalesforceStandIn;
import dev.serai.provider.slack.SlackStandIn;
import dev.serai.provider.zoom.ZoomStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * A whole hub with its own PostgreSQL, started once for all tests that extend this, and a receiver of webhooks. Each test
 * takes tenants of its own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "serai.data-dir=target/api-under-test",
            "serai.routes-dir=target/api-routes-under-test",
            "serai.jwt.secret=" + Tokens.SECRET,
            "serai.public-url=https://api.callnfy.com/",
            "serai.rate-limit.enabled=false",
            "serai.webhooks.allow-http=true",
            "serai.egress.allow=127.0.0.0/8",
            "serai.inbox.enabled=true",
            "serai.calls.timeout=2s",
            "serai.metrics.fresh=1s",
            "serai.delivery.retry.first=20ms",
            "serai.delivery.retry.longest=50ms",
            "serai.clients.shop.secret=s3cret+%41 word",
            "serai.clients.shop.organization-id=shop-organization",
            "serai.clients.shop.permissions=integrations:read,integrations:update",
            "serai.clients.watcher.secret=watching is looking",
            "serai.clients.watcher.permissions=hub:watch",
            "serai.clients.operator.secret=operating is doing",
            "serai.clients.operator.permissions=hub:operate",
            "serai.proxy.timeout=3s",
            "logging.level.root=warn",
        })
public abstract class RunningHub {

    /** The event type that most tests use. */
    protected static final String EVENT = "application.created";

    /** The hub's Microsoft. */
    protected static final MicrosoftStandIn MICROSOFT = microsoft();

    /** The hub's Google. */
    protected static final GoogleStandIn GOOGLE = google();

    /** The hub's HubSpot. */
    protected static final HubspotStandIn HUBSPOT = hubspot();

    /** The hub's Pipedrive. */
    protected static final PipedriveStandIn PIPEDRIVE = new PipedriveStandIn();

    /** The hub's Notion. */
    protected static final NotionStandIn NOTION = new NotionStandIn();
    /** The hub's Calendly. */
    protected static final CalendlyStandIn CALENDLY = calendly();

    /** The hub's Zoom. */
    protected static final ZoomStandIn ZOOM = zoom();

    /** A provider that only tests know, with an API of which anything can be asked. */
    protected static final ProxiedProvider PROXIED = new ProxiedProvider();

    /** The hub's Salesforce. */
    protected static final SalesforceStandIn SALESFORCE = salesforce();
    /** The hub's Slack. */
    protected static final SlackStandIn SLACK = new SlackStandIn();

    /** Somebody with an account at the mail server, as in the contract's examples. */
    protected static final String MAIL_USER = "ada@example.com";

    protected static final String MAIL_PASSWORD = "a-password-of-hers";

    /** The server that all mail of the hub goes out by. */
    protected static final GreenMail MAIL = mail();

    private static final Path DATA = Path.of("target", "api-under-test");
    /** The hub's routes, a copy that tests may change and put right again. */
    protected static final Path ROUTES = Path.of("target", "api-routes-under-test");

    private static final HttpServer RECEIVER = receiver();

    static {
        try {
            // Each run begins with an empty hub.
            FileSystemUtils.deleteRecursively(DATA);
            FileSystemUtils.deleteRecursively(ROUTES);
            FileSystemUtils.copyRecursively(Path.of("routes"), ROUTES);
            PROXIED.dropInto(ROUTES);
            PIPEDRIVE.takeTheApisPlace(ROUTES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("serai.hawtio.debugger", () -> true);
        registry.add("serai.providers.google_calendar.base-url", GOOGLE::calendarUrl);
        registry.add("serai.providers.google_calendar.authorize-url", GOOGLE::authorizeUrl);
        registry.add("serai.providers.google_calendar.token-url", GOOGLE::tokenUrl);
        registry.add("serai.providers.google_calendar.revoke-url", GOOGLE::revokeUrl);
        registry.add("serai.providers.google_calendar.userinfo-url", GOOGLE::userinfoUrl);
        registry.add("serai.providers.google_calendar.client-id", () -> GoogleStandIn.CLIENT_ID);
        registry.add("serai.providers.google_calendar.client-secret", () -> GoogleStandIn.CLIENT_SECRET);
        registry.add("serai.providers.gmail.base-url", GOOGLE::gmailUrl);
        registry.add("serai.providers.gmail.authorize-url", GOOGLE::authorizeUrl);
        registry.add("serai.providers.gmail.token-url", GOOGLE::tokenUrl);
        registry.add("serai.providers.gmail.revoke-url", GOOGLE::revokeUrl);
        registry.add("serai.providers.gmail.userinfo-url", GOOGLE::userinfoUrl);
        registry.add("serai.providers.gmail.client-id", () -> GoogleStandIn.CLIENT_ID);
        registry.add("serai.providers.gmail.client-secret", () -> GoogleStandIn.CLIENT_SECRET);
        registry.add("serai.providers.outlook.base-url", MICROSOFT::graphUrl);
        registry.add("serai.providers.outlook.authorize-url", MICROSOFT::authorizeUrl);
        registry.add("serai.providers.outlook.token-url", MICROSOFT::tokenUrl);
        registry.add("serai.providers.outlook.userinfo-url", () -> MICROSOFT.graphUrl() + "/me");
        registry.add("serai.providers.outlook.client-id", () -> MicrosoftStandIn.CLIENT_ID);
        registry.add("serai.providers.outlook.client-secret", () -> MicrosoftStandIn.CLIENT_SECRET);
        registry.add("serai.providers.slack.base-url", SLACK::apiUrl);
        registry.add("serai.providers.slack.token-url", () -> SLACK.url("oauth.v2.access"));
        registry.add("serai.providers.slack.revoke-url", () -> SLACK.url("auth.revoke"));
        registry.add("serai.providers.slack.userinfo-url", () -> SLACK.url("auth.test"));
        registry.add("serai.providers.slack.client-id", () -> SlackStandIn.CLIENT_ID);
        registry.add("serai.providers.slack.client-secret", () -> SlackStandIn.CLIENT_SECRET);
        registry.add("serai.providers.smtp.host", () -> "127.0.0.1");
        registry.add("serai.providers.smtp.port", () -> MAIL.getSmtp().getPort());
        registry.add("serai.providers.smtp.security", () -> "none");
        registry.add("serai.providers.hubspot.base-url", HUBSPOT::url);
        registry.add("serai.providers.hubspot.authorize-url", HUBSPOT::authorizeUrl);
        registry.add("serai.providers.hubspot.token-url", HUBSPOT::tokenUrl);
        registry.add("serai.providers.hubspot.revoke-url", HUBSPOT::revokeUrl);
        registry.add("serai.providers.hubspot.userinfo-url", HUBSPOT::userinfoUrl);
        registry.add("serai.providers.hubspot.client-id", () -> HubspotStandIn.CLIENT_ID);
        registry.add("serai.providers.hubspot.client-secret", () -> HubspotStandIn.CLIENT_SECRET);
        registry.add("serai.providers.pipedrive.authorize-url", () -> PIPEDRIVE.url() + "/oauth/authorize");
        registry.add("serai.providers.pipedrive.token-url", () -> PIPEDRIVE.url() + "/oauth/token");
        registry.add("serai.providers.pipedrive.revoke-url", () -> PIPEDRIVE.url() + "/oauth/revoke");
        registry.add("serai.providers.pipedrive.userinfo-url", () -> PIPEDRIVE.url() + "/v1/users/me");
        registry.add("serai.providers.pipedrive.client-id", () -> PipedriveStandIn.CLIENT_ID);
        registry.add("serai.providers.pipedrive.client-secret", () -> PipedriveStandIn.CLIENT_SECRET);
        registry.add("serai.providers.notion.base-url", NOTION::url);
        registry.add("serai.providers.notion.authorize-url", () -> NOTION.url() + "/v1/oauth/authorize");
        registry.add("serai.providers.notion.token-url", () -> NOTION.url() + "/v1/oauth/token");
        registry.add("serai.providers.notion.revoke-url", () -> NOTION.url() + "/v1/oauth/revoke");
        registry.add("serai.providers.notion.userinfo-url", () -> NOTION.url() + "/v1/users/me");
        registry.add("serai.providers.notion.client-id", () -> NotionStandIn.CLIENT_ID);
        registry.add("serai.providers.notion.client-secret", () -> NotionStandIn.CLIENT_SECRET);
        registry.add("serai.providers.salesforce.authorize-url", SALESFORCE::authorizeUrl);
        registry.add("serai.providers.salesforce.token-url", SALESFORCE::tokenUrl);
        registry.add("serai.providers.salesforce.revoke-url", SALESFORCE::revokeUrl);
        registry.add("serai.providers.salesforce.userinfo-url", SALESFORCE::userinfoUrl);
        registry.add("serai.providers.salesforce.client-id", () -> SalesforceStandIn.CLIENT_ID);
        registry.add("serai.providers.salesforce.client-secret", () -> SalesforceStandIn.CLIENT_SECRET);
        registry.add("serai.providers.calendly.base-url", CALENDLY::url);
        registry.add("serai.providers.calendly.token-url", () -> CALENDLY.url() + "/oauth/token");
        registry.add("serai.providers.calendly.revoke-url", () -> CALENDLY.url() + "/oauth/revoke");
        registry.add("serai.providers.calendly.userinfo-url", () -> CALENDLY.url() + "/users/me");
        registry.add("serai.providers.calendly.client-id", () -> CalendlyStandIn.CLIENT_ID);
        registry.add("serai.providers.calendly.client-secret", () -> CalendlyStandIn.CLIENT_SECRET);
        registry.add("serai.providers.zoom.base-url", ZOOM::url);
        registry.add("serai.providers.zoom.token-url", ZOOM::tokenUrl);
        registry.add("serai.providers.zoom.revoke-url", () -> ZOOM.url() + "/oauth/revoke");
    }

    private static SalesforceStandIn salesforce() {
        SalesforceStandIn salesforce = new SalesforceStandIn();
        // The callcenter's document has this user as its example.
        salesforce.addUser(salesforce.addOrg(), "user@example.com", "password", "token");
        return salesforce;
    }

    private static GreenMail mail() {
        GreenMail mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail.start();
        mail.setUser(MAIL_USER, MAIL_USER, MAIL_PASSWORD);
        return mail;
    }

    private static MicrosoftStandIn microsoft() {
        MicrosoftStandIn microsoft = new MicrosoftStandIn();
        // What the contracts' documents have as examples, and what the requirement document has.
        microsoft.addUser("examples@outlook.com");
        microsoft.adopt("examples@outlook.com", "EwB4A8l6BAAU", "M.C507_BAY.0.U");
        microsoft.adopt("examples@outlook.com", "string", "string");
        return microsoft;
    }

    private static GoogleStandIn google() {
        GoogleStandIn google = new GoogleStandIn();
        google.addUser("ada@gmail.com");
        google.consentsAs("ada@gmail.com");
        // What the contracts' documents have as examples, and what the requirement document has.
        google.addUser("examples@gmail.com");
        google.adopt("examples@gmail.com", "ya29.a0AfH6SMBx", "1//0gdKc3xYz");
        google.adopt("examples@gmail.com", "string", "string");
        // The hub's public address is not one that anybody could reach from here.
        google.dropsNotices(true);
        return google;
    }

    private static HubspotStandIn hubspot() {
        HubspotStandIn hubspot = new HubspotStandIn();
        // The examples of the contract and of its requirement document are to be taken.
        hubspot.adopt(hubspot.addPortal(), "CKqX6bLuMhIHAAEAQAAAARiZ", "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d");
        hubspot.adopt(hubspot.addPortal(), "string", "string");
        return hubspot;
    }

    private static CalendlyStandIn calendly() {
        CalendlyStandIn calendly = new CalendlyStandIn();
        calendly.limit(1_000_000);
        // The examples of the contract and of its requirement document are to be taken.
        calendly.addUser("ada@example.com").token("eyJraWQiOiIxY2UxZTEzNjE3");
        calendly.addUser("examples@example.com").token("string");
        return calendly;
    }

    private static ZoomStandIn zoom() {
        ZoomStandIn zoom = new ZoomStandIn();
        // The examples of the contract and of its requirement document are to be taken.
        zoom.addAccount("Ab1Cd2Ef3Gh", "Zx1a2b3c4d5e6f", "s3cr3tOfTheApp");
        zoom.addAccount("string", "string", "string");
        return zoom;
    }

    /**
     * Opens Google's page as somebody who has a calendar of their own: what is revoked for one takes no token from another.
     *
     * @param authUrl where the hub sends the browser
     * @return the query with which Google sends it back
     */
    static String agree(String authUrl) {
        String email = UUID.randomUUID() + "@gmail.com";
        GOOGLE.addUser(email);
        return GOOGLE.visit(authUrl + "&login_hint=" + email).getRawQuery();
    }

    /** Talks to the hub. */
    protected HttpCalls http;

    /** Talks to the hub's management port. */
    protected HttpCalls management;

    @BeforeEach
    void connect() {
        http = new HttpCalls(port);
        management = new HttpCalls(managementPort);
    }

    /** @return the token of a user, with nothing in it but the user */
    protected static String token(String user) {
        return Tokens.with(Map.of("sub", user));
    }

    /** @return a token with these claims */
    protected static String token(Map<String, ?> claims) {
        return Tokens.with(claims);
    }

    /** @return the id of somebody that no other test knows */
    protected static String someone() {
        return "someone-" + UUID.randomUUID();
    }

    protected Reply get(String path, String token) {
        return http.get(token, path);
    }

    protected Reply send(Request request) {
        return http.send(request);
    }

    /**
     * Sends a request.
     *
     * @param token the bearer token; null: none
     * @param body the body, sent as JSON; null: none
     * @param headers names and values by turns
     */
    protected Reply send(String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        return http.send(method, path, token, body, headers);
    }

    /** @return the port that the hub listens on, on loopback */
    protected int port() {
        return port;
    }

    /** @return the port that operators use, on loopback */
    protected int managementPort() {
        return managementPort;
    }

    /** @return where a receiver answers with this status */
    protected static String receiverAnswering(int status) {
        return "http://127.0.0.1:" + RECEIVER.getAddress().getPort() + "/" + status;
    }

    private static HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "receiver");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", RunningHub::answer);
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
        }
    }
}
