package dev.serai.provider.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in answers as HubSpot's published specification says. */
class HubspotStandInTest {

    private final HubspotStandIn hubspot = new HubspotStandIn(0, Clock.systemUTC());
    private final Portal portal = hubspot.addPortal();
    private final HubspotStandIn.Tokens tokens = hubspot.grant(portal);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        assertThat(hubspot.server().defects()).isEmpty();
        hubspot.close();
    }

    @Test
    void listsInPagesToTheEnd() {
        for (int i = 0; i < 25; i++) {
            portal.add("contacts", Map.of("email", i + "@example.com"));
        }
        List<String> emails = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ask("GET", "/crm/v3/objects/contacts?limit=10" + after, "", 200);
            page.path("results")
                    .forEach(object -> emails.add(object.at("/properties/email").asText()));
            after = page.at("/paging/next/after").isTextual()
                    ? "&after=" + page.at("/paging/next/after").asText()
                    : "";
        } while (!after.isEmpty());

        assertThat(emails).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void refusesAPageThatIsTooLong() {
        JsonNode refused = ask("GET", "/crm/v3/objects/contacts?limit=101", "", 400);

        assertThat(refused.path("category").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.path("correlationId").asText()).isNotBlank();
    }

    @Test
    void createsReadsUpdatesAndArchives() {
        String id = ask("POST", "/crm/v3/objects/companies", "{\"properties\":{\"name\":\"Acme\"}}", 201)
                .path("id")
                .asText();
        ask("PATCH", "/crm/v3/objects/companies/" + id, "{\"properties\":{\"city\":\"York\"}}", 200);

        assertThat(ask("GET", "/crm/v3/objects/companies/" + id + "?properties=city,name", "", 200)
                        .at("/properties/city")
                        .asText())
                .isEqualTo("York");
        ask("DELETE", "/crm/v3/objects/companies/" + id, "", 204);
        ask("GET", "/crm/v3/objects/companies/" + id, "", 404);
        assertThat(ask("GET", "/crm/v3/objects/companies?archived=true", "", 200)
                        .at("/results/0/archivedAt")
                        .asText())
                .isNotBlank();
    }

    @Test
    void hasEachEmailAddressOnce() {
        String id = portal.add("contacts", Map.of("email", "ada@example.com"));

        JsonNode refused =
                ask("POST", "/crm/v3/objects/contacts", "{\"properties\":{\"email\":\"ADA@example.com\"}}", 409);

        assertThat(refused.path("message").asText()).contains("Existing ID: " + id);
    }

    @Test
    void knowsItsPropertiesAndTypes() {
        ask("POST", "/crm/v3/objects/contacts", "{\"properties\":{\"shoe_size\":\"41\"}}", 400);
        ask("POST", "/crm/v3/objects/notes", "{\"properties\":{\"hs_note_body\":\"x\"}}", 400);
        ask("GET", "/crm/v3/objects/nothings", "", 400);
        ask("POST", "/crm/v3/objects/p_pets", "{\"properties\":{\"name\":\"Rex\"}}", 201);

        assertThat(ask("GET", "/crm/v3/objects/2-123456", "", 200).path("results"))
                .hasSize(1);
    }

    @Test
    void searchesBySortAndFiltersUpToTenThousandResults() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 10_050; i++) {
            portal.add("deals", Map.of("dealname", "d" + i), start.plusSeconds(i));
        }
        String since = Long.toString(start.plusSeconds(20).toEpochMilli());
        String search =
                "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"hs_lastmodifieddate\",\"operator\":\"GTE\","
                        + "\"value\":\"" + since + "\"}]}],\"sorts\":[{\"propertyName\":\"hs_lastmodifieddate\","
                        + "\"direction\":\"ASCENDING\"}],\"limit\":200,\"after\":\"%s\"}";

        JsonNode first = ask("POST", "/crm/v3/objects/deals/search", search.formatted("0"), 200);

        assertThat(first.path("total").asInt()).isEqualTo(10_030);
        assertThat(first.at("/results/0/properties/dealname").asText()).isEqualTo("d20");
        ask("POST", "/crm/v3/objects/deals/search", search.formatted("9800"), 200);
        ask("POST", "/crm/v3/objects/deals/search", search.formatted("9801"), 400);
        ask("POST", "/crm/v3/objects/deals/search", "{\"limit\":201}", 400);
    }

    @Test
    void worksInBatchesOfAHundred() {
        JsonNode made = ask(
                "POST",
                "/crm/v3/objects/contacts/batch/create",
                "{\"inputs\":[{\"properties\":{\"email\":\"a@x.org\"}},{\"properties\":{\"email\":\"b@x.org\"}}]}",
                201);
        String id = made.at("/results/0/id").asText();

        assertThat(ask(
                                "POST",
                                "/crm/v3/objects/contacts/batch/upsert",
                                "{\"inputs\":[{\"id\":\"b@x.org\",\"idProperty\":\"email\",\"properties\":{\"phone\":\"1\"}},"
                                        + "{\"id\":\"c@x.org\",\"idProperty\":\"email\",\"properties\":{}}]}",
                                200)
                        .path("results")
                        .findValuesAsText("new"))
                .containsExactly("false", "true");
        assertThat(ask(
                                "POST",
                                "/crm/v3/objects/contacts/batch/read",
                                "{\"inputs\":[{\"id\":\"" + id + "\"},{\"id\":\"1\"}]}",
                                207)
                        .path("numErrors")
                        .asInt())
                .isEqualTo(1);
        ask(
                "POST",
                "/crm/v3/objects/contacts/batch/archive",
                "{\"inputs\":[" + "{\"id\":\"1\"},".repeat(100) + "{\"id\":\"1\"}]}",
                400);
        ask("POST", "/crm/v3/objects/contacts/batch/archive", "{\"inputs\":[{\"id\":\"" + id + "\"}]}", 204);
        assertThat(portal.count("contacts")).isEqualTo(2);
    }

    @Test
    void endsAccessTokensAndRefreshesThem() {
        hubspot.expireAccessTokens(portal);

        assertThat(ask("GET", "/crm/v3/objects/contacts", "", 401)
                        .path("category")
                        .asText())
                .isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(refresh(tokens.refresh(), 200).path("expires_in").asInt()).isEqualTo(1800);
        hubspot.uninstall(portal);
        assertThat(refresh(tokens.refresh(), 400).path("status").asText()).isEqualTo("BAD_REFRESH_TOKEN");
    }

    @Test
    void asksForTheScopeOfWhatIsCalled() {
        HubspotStandIn.Tokens few = hubspot.grant(portal, "crm.objects.contacts.read");

        assertThat(send("GET", "/crm/v3/objects/contacts", "", few.access()).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/crm/v3/objects/deals", "", few.access()).statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/crm/v3/objects/contacts", "{\"properties\":{}}", few.access())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void limitsWhatAnAccountCallsInTenSeconds() {
        hubspot.allowsInTenSeconds(2);
        ask("GET", "/crm/v3/objects/contacts", "", 200);
        ask("GET", "/crm/v3/objects/contacts", "", 200);

        HttpResponse<String> refused = send("GET", "/crm/v3/objects/contacts", "", tokens.access());

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("TEN_SECONDLY_ROLLING");
        assertThat(refused.headers().firstValue("X-HubSpot-RateLimit-Remaining"))
                .contains("0");
    }

    private JsonNode refresh(String token, int status) {
        HttpResponse<String> reply = exchanged(HttpRequest.newBuilder(URI.create(hubspot.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=refresh_token&client_id=" + HubspotStandIn.CLIENT_ID
                        + "&client_secret=" + HubspotStandIn.CLIENT_SECRET + "&refresh_token=" + token))
                .build());
        assertThat(reply.statusCode()).isEqualTo(status);
        return parsed(reply.body());
    }

    private JsonNode ask(String method, String path, String body, int status) {
        HttpResponse<String> reply = send(method, path, body, tokens.access());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        return parsed(reply.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String token) {
        return exchanged(HttpRequest.newBuilder(URI.create(hubspot.url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> exchanged(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
