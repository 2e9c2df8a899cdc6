package dev.serai.oauth;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.RunningHub;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The running hub, with connections to its Google on which nothing happens but what a test does. */
public abstract class ConnectedHub extends RunningHub {

    /** How long a test waits for what must happen. */
    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String REDIRECT = "http://localhost/back";

    @Autowired
    protected Tenants tenants;

    @Autowired
    protected Connections connections;

    @Autowired
    protected Authorizations authorizations;

    @Autowired
    protected AccessTokens accessTokens;

    @Autowired
    protected JdbcTemplate database;

    @Autowired
    protected ObjectMapper json;

    private final List<Connected> connected = new ArrayList<>();

    /** An organisation's connection to the calendar of a user whom nobody else is connected to. */
    public record Connected(Tenant tenant, UUID id, String email) {}

    @AfterEach
    void leaveGoogleAsItWas() {
        GOOGLE.heal();
        GOOGLE.agrees();
        GOOGLE.consentsAs("ada@gmail.com");
        GOOGLE.rotatesRefreshTokens(false);
        GOOGLE.tokenCallsTake(Duration.ZERO);
        connected.forEach(one -> database.update("DELETE FROM connection WHERE id = ?", one.id()));
        connected.forEach(one -> database.update("DELETE FROM task WHERE connection_id = ?", one.id()));
    }

    /** Connects a new user's calendar, and waits until all that follows from it has been done. */
    protected Connected connect() {
        Connected one = pending();
        authorize(one);
        return one;
    }

    /** @return a connection that nobody has authorised yet */
    protected Connected pending() {
        Tenant tenant = tenants.meet(TenantKind.ORGANIZATION, "org-" + UUID.randomUUID());
        String email = newUser();
        UUID id = connections
                .create(
                        tenant,
                        new NewConnection(
                                "Calendar",
                                "google_calendar",
                                null,
                                ConnectionStatus.PENDING,
                                "oauth2",
                                json.createObjectNode(),
                                json.createObjectNode(),
                                null))
                .id();
        Connected one = new Connected(tenant, id, email);
        connected.add(one);
        return one;
    }

    /** @return the address of a new user of Google */
    protected static String newUser() {
        String email = UUID.randomUUID() + "@gmail.com";
        GOOGLE.addUser(email);
        return email;
    }

    /** Authorises a connection as its user would in the browser. */
    protected void authorize(Connected one) {
        GOOGLE.consentsAs(one.email());
        String url = authorizations.authorizeUrl(one.tenant().id(), one.id(), REDIRECT, null);
        Map<String, String> back = query(GOOGLE.visit(url));
        authorizations.complete(back.get("code"), back.get("state"));
        awaitQuiet(one);
    }

    /** Takes a connection's planned work away, and waits for what is being done. */
    protected void awaitQuiet(Connected one) {
        await().atMost(PATIENCE).until(() -> {
            database.update("DELETE FROM task WHERE connection_id = ? AND claim IS NULL", one.id());
            return database.queryForList("SELECT kind FROM task WHERE connection_id = ?", one.id())
                    .isEmpty();
        });
    }

    /** Lets a connection's access token run out. */
    protected void expire(Connected one) {
        database.update(
                "UPDATE credential SET expires_at = now() - interval '1 minute' WHERE connection_id = ?", one.id());
    }

    protected AccessToken token(Connected one) {
        return accessTokens.of(one.tenant().id(), one.id());
    }

    /** @return how many events of a type the connection's tenant has */
    protected int events(Connected one, String type) {
        return database.queryForObject(
                "SELECT count(*) FROM event WHERE tenant_id = ? AND type = ?",
                Integer.class,
                one.tenant().id(),
                type);
    }

    /** @return a connection's column */
    protected String column(Connected one, String name) {
        return database.queryForObject(
                "SELECT " + name + "::text FROM connection WHERE id = ?", String.class, one.id());
    }

    /** @return how many of the messages in a connection's log begin so */
    protected long logged(Connected one, String beginning) {
        return database
                .queryForList("SELECT message FROM connection_log WHERE connection_id = ?", String.class, one.id())
                .stream()
                .filter(message -> message.startsWith(beginning))
                .count();
    }

    /** @return the decoded parameters of an address */
    protected static Map<String, String> query(URI address) {
        return Stream.of(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
