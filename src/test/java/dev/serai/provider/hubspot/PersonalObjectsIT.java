package dev.serai.provider.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.connection.ConnectionLog;
import dev.serai.provider.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A user's objects of HubSpot, through the {@code personal} contract. */
class PersonalObjectsIT extends HubspotHub {

    private static final String OBJECTS = "/integrations/objects/";

    @Autowired
    private ConnectionLog log;

    @Test
    void listsEveryObjectOverThePages() {
        for (int i = 0; i < 23; i++) {
            portal.add("contacts", Map.of("email", i + "@example.com"));
        }
        List<String> emails = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ask("GET", "contacts?limit=10&properties=email" + after, null, 200);
            page.path("results")
                    .forEach(object -> emails.add(object.at("/properties/email").asText()));
            assertThat(page.at("/paging/next").has("link")).isFalse();
            after = page.at("/paging/next/after").isTextual()
                    ? "&after=" + page.at("/paging/next/after").asText()
                    : "";
        } while (!after.isEmpty());

        assertThat(emails).hasSize(23).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"companies", "deals", "tickets", "p_pets", "2-123456"})
    void makesChangesAndDeletesObjectsOfEveryType(String type) {
        String name = Map.of("companies", "name", "deals", "dealname", "tickets", "subject")
                .getOrDefault(type, "name");

        String id = ask("POST", type, "{\"properties\":{\"" + name + "\":\"First\"}}", 201)
                .path("id")
                .asText();
        ask("PATCH", type + "/" + id, "{\"properties\":{\"" + name + "\":\"Second\"}}", 200);

        assertThat(ask("GET", type + "/" + id + "?properties=" + name, null, 200)
                        .at("/properties/" + name)
                        .asText())
                .isEqualTo("Second");
        assertThat(call("DELETE", type + "/" + id, null).status()).isEqualTo(204);
        assertThat(ask("GET", type + "/" + id, null, 404).path("detail").asText())
                .isEqualTo("HubSpot has no such object");
    }

    @Test
    void findsAnObjectByAUniqueProperty() {
        portal.add("contacts", Map.of("email", "ada+b@example.com", "firstname", "Ada"));

        assertThat(ask("GET", "contacts/ada%2Bb@example.com?idProperty=email&properties=firstname", null, 200)
                        .at("/properties/firstname")
                        .asText())
                .isEqualTo("Ada");
    }

    @Test
    void searchesWithFiltersSortAndPages() {
        for (String name : List.of("Ada", "Bob", "Adele")) {
            portal.add("contacts", Map.of("firstname", name));
        }

        JsonNode found = ask(
                "POST",
                "contacts/search",
                """
                {"filterGroups":[{"filters":[{"propertyName":"firstname","operator":"CONTAINS_TOKEN","value":"ad*"}]}],
                 "sorts":[{"propertyName":"firstname","direction":"DESCENDING"}],"properties":["firstname"],"limit":1}
                """,
                200);

        assertThat(found.path("total").asInt()).isEqualTo(2);
        assertThat(found.at("/results/0/properties/firstname").asText()).isEqualTo("Adele");
        assertThat(found.at("/paging/next/after").asText()).isEqualTo("1");
    }

    @Test
    void worksOnManyObjectsAtOnce() {
        JsonNode made = ask(
                "POST",
                "contacts/batch/create",
                "{\"inputs\":[{\"properties\":{\"email\":\"a@x.org\"}},{\"properties\":{\"email\":\"b@x.org\"}}]}",
                201);
        String a = made.at("/results/0/id").asText();

        ask(
                "POST",
                "contacts/batch/upsert",
                "{\"inputs\":[{\"id\":\"c@x.org\",\"idProperty\":\"email\",\"properties\":{\"phone\":\"3\"}}]}",
                200);
        ask(
                "POST",
                "contacts/batch/update",
                "{\"inputs\":[{\"id\":\"" + a + "\",\"properties\":{\"phone\":\"1\"}}]}",
                200);
        JsonNode read = ask(
                "POST",
                "contacts/batch/read",
                "{\"properties\":[\"phone\"],\"inputs\":[{\"id\":\"" + a + "\"},{\"id\":\"1\"}]}",
                200);
        assertThat(call("POST", "contacts/batch/archive", "{\"inputs\":[{\"id\":\"" + a + "\"}]}")
                        .status())
                .isEqualTo(204);

        assertThat(read.at("/results/0/properties/phone").asText()).isEqualTo("1");
        assertThat(read.path("numErrors").asInt()).isEqualTo(1);
        assertThat(portal.count("contacts")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=ten", "archived=maybe", "after=", "properties="})
    void refusesAParameterThatHubspotWouldNotTake(String parameter) {
        assertThat(ask("GET", "contacts?" + parameter, null, 400).path("detail").asText())
                .startsWith(parameter.substring(0, parameter.indexOf('=')) + " must ");
        assertThat(HUBSPOT.calls(
                        call -> HubspotStandIn.isCrm(call) && call.query().containsKey("maybe")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothings", "..", "%2E%2E", "contacts%3Fx", "../../oauth", "2-", "-1", "p_", "contacts%0A"})
    void hasNoOtherTypes(String type) {
        Reply reply = call("GET", type, null);

        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.json().has("detail")).isTrue();
    }

    @Test
    void refusesABatchOfMoreThanAHundred() {
        String inputs = "{\"id\":\"1\"},".repeat(100) + "{\"id\":\"1\"}";

        assertThat(ask("POST", "contacts/batch/archive", "{\"inputs\":[" + inputs + "]}", 400)
                        .path("detail")
                        .asText())
                .isEqualTo("inputs must have at most 100 items");
    }

    @Test
    void saysThatAnEmailAddressIsTaken() {
        portal.add("contacts", Map.of("email", "ada@example.com"));

        assertThat(ask("POST", "contacts", "{\"properties\":{\"email\":\"ada@example.com\"}}", 409)
                        .path("detail")
                        .asText())
                .contains("CONFLICT", "Existing ID");
    }

    @Test
    void saysWhatHubspotDoesNotTake() {
        assertThat(ask("POST", "contacts", "{\"properties\":{\"shoe_size\":\"41\"}}", 400)
                        .path("detail")
                        .asText())
                .contains("shoe_size");
    }

    @Test
    void isNotThereForSomebodyWhoHasNotSetHubspotUp() {
        Reply reply = send("GET", OBJECTS + "contacts", token(someone()), null);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"detail\":\"HubSpot integration is not set up\"}");
    }

    @Test
    void refreshesATokenThatHasRunOutOnce() {
        HUBSPOT.expireAccessTokens(portal);
        HUBSPOT.forgetCalls();

        ask("GET", "contacts", null, 200);
        ask("GET", "contacts", null, 200);

        assertThat(HUBSPOT.calls(
                        call -> HubspotStandIn.isToken(call) && call.body().contains(tokens.refresh())))
                .hasSize(1);
    }

    @Test
    void asksToConnectAgainWhenTheAppWasUninstalled() {
        HUBSPOT.uninstall(portal);

        assertThat(ask("GET", "contacts", null, 400).path("detail").asText()).contains("connect the integration again");
        assertThat(log()).anyMatch(message -> message.startsWith("Failed: "));
    }

    @Test
    void asksToConnectAgainWhenAScopeIsMissing() {
        HubspotStandIn.Tokens few = HUBSPOT.grant(portal, "oauth", "crm.objects.contacts.read");
        setUp(user, few);

        assertThat(ask("GET", "deals", null, 400).path("detail").asText())
                .contains("MISSING_SCOPES")
                .contains("connect the integration again");
    }

    @Test
    void waitsAsLongAsHubspotAsks() {
        HUBSPOT.limitNext(1, this::isMine, "TEN_SECONDLY_ROLLING", "1");

        ask("GET", "contacts", null, 200);

        HUBSPOT.limitNext(1, this::isMine, "DAILY", "3600");
        Reply reply = call("GET", "contacts", null);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(3_500, 3_600);
    }

    @Test
    void isUnavailableWhileHubspotFails() {
        HUBSPOT.failNext(20, this::isMine, Fault.status(502, Map.of(), "bad gateway"));

        assertThat(call("GET", "contacts", null).status()).isEqualTo(503);
        HUBSPOT.heal();
        ask("GET", "contacts", null, 200);
    }

    @Test
    void doesNotRepeatWhatItCouldNotMakeSureOf() {
        HUBSPOT.failNext(1, this::isMine, Fault.LOST_ANSWER);

        Reply reply = call("POST", "contacts", "{\"properties\":{\"email\":\"once@example.com\"}}");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(portal.count("contacts")).isEqualTo(1);
    }

    @Test
    void isNotFooledByAnAnswerThatIsNoJson() {
        HUBSPOT.failNext(20, this::isMine, Fault.GARBAGE);

        assertThat(call("GET", "contacts", null).status()).isEqualTo(503);
    }

    @Test
    void keepsAnAccountOfWhatItChanged() {
        String id = ask("POST", "contacts", "{\"properties\":{\"email\":\"ada@example.com\"}}", 201)
                .path("id")
                .asText();
        call("DELETE", "contacts/" + id, null);

        assertThat(log()).contains("HubSpot objects deleted (contacts)", "HubSpot objects created (contacts)");
        assertThat(get("/audit", token(user)).json().findValuesAsText("subjectId"))
                .contains("contacts/" + id);
    }

    private List<String> log() {
        return log.page(tenant(), connection().id(), null, 1, 20).entries().stream()
                .map(ConnectionLog.Entry::message)
                .toList();
    }

    private JsonNode ask(String method, String path, String body, int status) {
        Reply reply = call(method, path, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return reply.json();
    }

    private Reply call(String method, String path, String body) {
        return send(method, OBJECTS + path, token(user), body);
    }
}
