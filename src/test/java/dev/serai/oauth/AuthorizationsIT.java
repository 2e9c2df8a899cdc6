package dev.serai.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How a person authorises a connection in the browser, and what is refused on the way. */
class AuthorizationsIT extends ConnectedHub {

    private static final String INTEGRATIONS = "/api/v1/integrations";
    private static final String CALLBACK = "/integrations/google/callback?";
    private static final String FAILED = "error=google_auth_failed";

    private final String organization = someone();
    private final String owner = organizationToken(organization);
    private final String user = someone();
    private final String email = newUser();

    @Autowired
    private Credentials credentials;

    @Test
    void aStateIsUsedOnce() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));

        complete(owner, integration, back.get("code"), back.get("state")).expect(200);

        refused(complete(owner, integration, back.get("code"), back.get("state")), "invalid_state");
    }

    @Test
    void aStateIsUsedUpByACodeThatTheProviderRefuses() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));

        refused(complete(owner, integration, "4/forged", back.get("state")), "invalid_grant");

        refused(complete(owner, integration, back.get("code"), back.get("state")), "invalid_state");
    }

    @Test
    void aStateRunsOut() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));
        database.update(
                "UPDATE authorization_request SET expires_at = now() - interval '1 second' WHERE connection_id = ?::uuid",
                integration);

        refused(complete(owner, integration, back.get("code"), back.get("state")), "invalid_state");
        assertThat(status(integration)).isEqualTo("pending");
    }

    @Test
    void aStateIsOfItsConnectionAlone() {
        String integration = integration(owner);
        String other = integration(owner);
        authUrl(owner, other, "");
        Map<String, String> back = agree(authUrl(owner, integration, ""));

        refused(complete(owner, other, back.get("code"), back.get("state")), "invalid_state");

        complete(owner, integration, back.get("code"), back.get("state")).expect(200);
    }

    @Test
    void aStateIsOfItsTenantAlone() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));
        String stranger = organizationToken(someone());
        String strangers = integration(stranger);

        assertThat(complete(stranger, integration, back.get("code"), back.get("state"))
                        .status())
                .isEqualTo(404);
        refused(complete(stranger, strangers, back.get("code"), back.get("state")), "invalid_state");

        assertThat(status(integration)).isEqualTo("pending");
        complete(owner, integration, back.get("code"), back.get("state")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " ", "AAAA", "not base64 !", "AWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE"})
    void aForgedStateIsRefused(String state) {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));

        refused(complete(owner, integration, back.get("code"), state), "invalid_state");
        assertThat(status(integration)).isEqualTo("pending");
    }

    @Test
    void aStateWithOneLetterChangedIsRefused() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));
        String state = back.get("state");
        for (int at : List.of(0, state.length() / 2, state.length() - 1)) {
            char other = state.charAt(at) == 'A' ? 'B' : 'A';

            refused(
                    complete(
                            owner,
                            integration,
                            back.get("code"),
                            state.substring(0, at) + other + state.substring(at + 1)),
                    "invalid_state");
        }
    }

    @Test
    void aCodeOfAnotherAuthorisationIsRefused() {
        String integration = integration(owner);
        Map<String, String> first = agree(authUrl(owner, integration, ""));
        Map<String, String> second = agree(authUrl(owner, integration, ""));

        refused(complete(owner, integration, first.get("code"), second.get("state")), "invalid_grant");
        assertThat(status(integration)).isEqualTo("pending");
    }

    @Test
    void aCallersOwnStateComesBackAsItWas() {
        String own = "käse & brot/+?=%41 \"1\"";
        String integration = integration(owner);
        String url = authUrl(owner, integration, "?state=" + encoded(own));

        assertThat(query(URI.create(url)).get("state")).isEqualTo(own);
        Map<String, String> back = agree(url);
        assertThat(back.get("state")).isEqualTo(own);
        complete(owner, integration, back.get("code"), own).expect(200);
        refused(complete(owner, integration, back.get("code"), own), "invalid_state");
    }

    @Test
    void twoConnectionsWhoseCallersNameTheSameStateStayApart() {
        String first = integration(owner);
        String second = integration(owner);
        Map<String, String> ofFirst = agree(authUrl(owner, first, "?state=same"));
        Map<String, String> ofSecond = agree(authUrl(owner, second, "?state=same"));

        complete(owner, second, ofSecond.get("code"), "same").expect(200);
        complete(owner, first, ofFirst.get("code"), "same").expect(200);
    }

    @Test
    void aCallerWhoNamedNoStateNeedsNone() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, ""));

        send(
                        "POST",
                        INTEGRATIONS + "/" + integration + "/oauth/callback",
                        owner,
                        "{\"code\":\"" + back.get("code") + "\"}")
                .expect(200);
    }

    @Test
    void aBrowserCannotEndAnAuthorisationByAStateThatACallerNamed() {
        String integration = integration(owner);
        Map<String, String> back = agree(authUrl(owner, integration, "?state=guessed"));

        Reply reply = send(Request.of("GET", "/oauth/callback?code=" + encoded(back.get("code")) + "&state=guessed"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(status(integration)).isEqualTo("pending");
    }

    @Test
    void aPersonWhoSaysNoIsToldInTheProvidersWords() {
        String integration = integration(owner);
        GOOGLE.denies();
        Map<String, String> back = query(GOOGLE.visit(authUrl(owner, integration, "")));

        Reply reply = send(
                "POST",
                INTEGRATIONS + "/" + integration + "/oauth/callback",
                owner,
                "{\"error\":\"" + back.get("error") + "\",\"errorDescription\":\"User denied access\",\"state\":\""
                        + back.get("state") + "\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json())
                .isEqualTo(Reply.parsed(
                        "{\"success\":false,\"error\":\"access_denied\",\"errorDescription\":\"User denied access\"}"));
        assertThat(status(integration)).isEqualTo("pending");
        refused(complete(owner, integration, "4/any", back.get("state")), "invalid_state");
    }

    @Test
    void noMoreThanTenAuthorisationsOfAConnectionAreOpen() {
        String integration = integration(owner);
        for (int i = 0; i < 15; i++) {
            authUrl(owner, integration, "");
        }

        assertThat(database.queryForObject(
                        "SELECT count(*) FROM authorization_request WHERE connection_id = ?::uuid",
                        Integer.class,
                        integration))
                .isEqualTo(10);
    }

    @Test
    void googleIsConnectedAsTheUserWhoAgreed() {
        Reply back = browse(agreeInBrowser());

        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location")).endsWith("success=true");
        JsonNode google = googleStatus();
        assertThat(google.path("connected").asBoolean()).isTrue();
        assertThat(google.path("email").asText()).isEqualTo(email);
        assertThat(google.path("syncMode").asText()).isEqualTo("one-way");
    }

    @Test
    void aUserWhoSaysNoIsSentBackAndNotConnected() {
        GOOGLE.denies();

        Reply back = browse(agreeInBrowser());

        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location")).endsWith(FAILED);
        assertThat(googleStatus()).isEqualTo(Reply.parsed("{\"connected\":false}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=4%2Fany&state=forged",
                "code=4%2Fany",
                "state=",
                "code=&state=forged",
                "error=access_denied"
            })
    void aBrowserWithoutAStateOfTheHubsIsSentBack(String query) {
        Reply back = send(Request.of("GET", CALLBACK + query));

        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location")).endsWith(FAILED);
    }

    @Test
    void aBrowserThatComesTwiceIsSentBackTheSecondTime() {
        String query = agreeInBrowser();
        browse(query);

        assertThat(browse(query).header("Location")).endsWith(FAILED);
        assertThat(googleStatus().path("connected").asBoolean()).isTrue();
    }

    @Test
    void whatIsConnectedIsNotConnectedAgainUntilItIsRevoked() {
        browse(agreeInBrowser());

        assertThat(send("POST", "/integrations/google/connect", token(user), null)
                        .status())
                .isEqualTo(409);

        GOOGLE.revokeGrant(email);
        Connected one = connectionOfUser();
        awaitQuiet(one);
        expire(one);
        assertThatThrownBy(() -> token(one)).hasMessageContaining("invalid_grant");
        assertThat(googleStatus().path("connected").asBoolean()).isFalse();
        assertThat(browse(agreeInBrowser()).header("Location")).endsWith("success=true");
        assertThat(googleStatus().path("connected").asBoolean()).isTrue();
    }

    @Test
    void disconnectingRevokesTheTokenAndLeavesNothing() {
        browse(agreeInBrowser());
        Connected one = connectionOfUser();
        String refreshToken =
                credentials.find(one.tenant().id(), one.id()).orElseThrow().refreshToken();

        disconnect().expect(200);

        assertThat(credentials.find(one.tenant().id(), one.id())).isEmpty();
        await().atMost(PATIENCE)
                .until(() ->
                        !GOOGLE.isLive(refreshToken) && rows("farewell", one.id()) == 0 && rows("task", one.id()) == 0);
        assertThat(disconnect().status()).isEqualTo(404);
        assertThat(googleStatus()).isEqualTo(Reply.parsed("{\"connected\":false}"));
    }

    @Test
    void aRevocationThatFailsIsTriedAgain() {
        browse(agreeInBrowser());
        Connected one = connectionOfUser();
        String refreshToken =
                credentials.find(one.tenant().id(), one.id()).orElseThrow().refreshToken();
        GOOGLE.failNext(
                1,
                call -> call.path().equals("/revoke") && call.body().contains(encoded(refreshToken)),
                GoogleFault.UNAVAILABLE);

        disconnect().expect(200);

        await().atMost(PATIENCE).until(() -> !GOOGLE.isLive(refreshToken) && rows("farewell", one.id()) == 0);
    }

    private int rows(String table, UUID connection) {
        return database.queryForObject(
                "SELECT count(*) FROM " + table + " WHERE connection_id = ?", Integer.class, connection);
    }

    private static String organizationToken(String organization) {
        return token(Map.of(
                "sub",
                "user-1",
                "organizationId",
                organization,
                "permissions",
                List.of("integrations:create", "integrations:read", "integrations:update", "integrations:delete")));
    }

    private String integration(String token) {
        return send(
                        "POST",
                        INTEGRATIONS,
                        token,
                        "{\"name\":\"Calendar\",\"provider\":\"google_calendar\",\"authType\":\"oauth2\"}")
                .expect(201)
                .text("id");
    }

    private String authUrl(String token, String integration, String query) {
        return get(INTEGRATIONS + "/" + integration + "/oauth/authorize" + query, token)
                .expect(200)
                .text("authUrl");
    }

    private Map<String, String> agree(String authUrl) {
        GOOGLE.consentsAs(email);
        return query(GOOGLE.visit(authUrl));
    }

    private Reply complete(String token, String integration, String code, String state) {
        return send(
                "POST",
                INTEGRATIONS + "/" + integration + "/oauth/callback",
                token,
                json.createObjectNode().put("code", code).put("state", state).toString());
    }

    private static void refused(Reply reply, String error) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().path("success").asBoolean(true)).isFalse();
        assertThat(reply.text("error")).isEqualTo(error);
        assertThat(reply.text("errorDescription")).isNotBlank();
    }

    private String status(String integration) {
        return database.queryForObject("SELECT status FROM connection WHERE id = ?::uuid", String.class, integration);
    }

    /** @return the query with which Google sends the browser back */
    private String agreeInBrowser() {
        String authUrl = send("POST", "/integrations/google/connect", token(user), null)
                .expect(200)
                .json()
                .at("/data/authUrl")
                .asText();
        assertThat(query(URI.create(authUrl)).get("client_id")).isEqualTo(GoogleStandIn.CLIENT_ID);
        GOOGLE.consentsAs(email);
        return GOOGLE.visit(authUrl).getRawQuery();
    }

    private Reply browse(String query) {
        return send(Request.of("GET", CALLBACK + query));
    }

    private JsonNode googleStatus() {
        return get("/integrations/status", token(user)).expect(200).json().at("/data/googleCalendar");
    }

    private Reply disconnect() {
        return send("DELETE", "/integrations/google/disconnect", token(user), null);
    }

    private Connected connectionOfUser() {
        Tenant tenant = tenants.meet(TenantKind.USER, user);
        return new Connected(tenant, connections.list(tenant).get(0).id(), email);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
