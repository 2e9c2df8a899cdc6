package dev.serai.api.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.ContractFile;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.api.RunningHub;
import dev.serai.tenancy.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /audit}: who did what to a tenant's connections, webhooks and keys. */
class HubAuditIT extends RunningHub {

    private static final ContractFile CONTRACT = ContractFile.of("hub");

    private final String organization = someone();

    @ParameterizedTest
    @ValueSource(strings = {"/audit", "/audit/", "/hub/audit", "/hub/audit/"})
    void tellsWhoDidWhatWhenAndFromWhere(String path) {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = createIntegration("Calendar");

        Reply reply = list(path);

        JsonNode entry = reply.json().path(0);
        assertThat(reply.json()).hasSize(1);
        assertThat(entry.path("actor").asText()).isEqualTo("ada");
        assertThat(entry.path("action").asText()).isEqualTo("created");
        assertThat(entry.path("subjectType").asText()).isEqualTo("connection");
        assertThat(entry.path("subjectId").asText()).isEqualTo(id);
        assertThat(entry.path("clientAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(Instant.parse(entry.path("at").asText())).isBetween(before, Instant.now());
    }

    @Test
    void filtersByWhatItWasDoneTo() {
        String first = createIntegration("first");
        createIntegration("second");

        assertThat(list("/audit?subjectType=connection").json()).hasSize(2);
        assertThat(list("/audit?subjectType=webhook").json()).isEmpty();
        assertThat(list("/audit?subjectId=" + first).json().findValuesAsText("subjectId"))
                .containsExactly(first);
    }

    @Test
    void leadsThroughThePagesFromTheNewestToTheOldest() {
        for (String name : List.of("a", "b", "c")) {
            createIntegration(name);
        }
        List<String> all = list("/audit").json().findValuesAsText("id");

        List<String> newest = list("/audit?limit=2").json().findValuesAsText("id");
        List<String> rest = list("/audit?limit=2&after=" + newest.get(1)).json().findValuesAsText("id");

        assertThat(all).hasSize(3).isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(newest).isEqualTo(all.subList(0, 2));
        assertThat(rest).isEqualTo(all.subList(2, 3));
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        createIntegration("mine");
        String other = token(Map.of("organizationId", someone(), "permissions", scopes()));

        assertThat(get("/audit", other).json()).isEmpty();
    }

    @Test
    void theSameIdAsAnotherKindOfTenantSeesNothingOfIt() {
        createIntegration("mine");

        assertThat(get("/audit", token(Map.of("companyId", organization, "permissions", scopes())))
                        .json())
                .isEmpty();
        assertThat(get("/audit", token(organization)).json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"organizationId", "companyId", "accountId"})
    void whoeverActsForATenantNeedsThePermissionToRead(String claim) {
        Map<String, Object> claims =
                Map.of(claim, organization, "permissions", List.of("integrations:update", "integrations:create"));

        Reply reply = get("/audit", token(claims));

        assertThat(reply.status()).isEqualTo(403);
        check(reply);
    }

    @Test
    void aUserNeedsNoPermission() {
        Reply reply = get("/audit", token(someone()));

        assertThat(reply.status()).isEqualTo(200);
        check(reply);
    }

    @Test
    void refusesWhoeverShowsNoToken() {
        Reply reply = send(Request.of("GET", "/audit"));

        assertThat(reply.status()).isEqualTo(401);
        check(reply);
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=many, limit", "after=x, after", "subjectId=, subjectId"})
    void namesTheParameterThatDoesNotFit(String query, String field) {
        Reply reply = list("/audit?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("field").asText()).isEqualTo(field);
    }

    private Reply list(String path) {
        Reply reply = get(path, admin());
        check(reply);
        return reply;
    }

    private static void check(Reply reply) {
        CONTRACT.check(
                CONTRACT.operations().stream()
                        .filter(operation -> operation.id().equals("hub-listAudit"))
                        .findFirst()
                        .orElseThrow(),
                reply);
    }

    private String createIntegration(String name) {
        return send(Request.of("POST", "/api/v1/integrations")
                        .bearing(admin())
                        .json("{\"name\":\"" + name + "\",\"provider\":\"google_calendar\",\"authType\":\"oauth2\"}"))
                .json()
                .path("id")
                .asText();
    }

    private String admin() {
        return token(Map.of("sub", "ada", "organizationId", organization, "permissions", scopes()));
    }

    private static List<String> scopes() {
        return Arrays.stream(Permission.values()).map(Permission::scope).toList();
    }
}
