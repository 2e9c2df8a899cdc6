package dev.serai.provider.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.api.Reply;
import dev.serai.call.Actions;
import dev.serai.connection.ConnectionLog;
import dev.serai.provider.CallcenterAccount;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Pipedrive, which is a folder without Java: connected, tested, synced and called through the running hub. */
class PipedriveIT extends CallcenterAccount {

    private static final Instant LONG_AGO = Instant.parse("2026-02-01T10:00:00Z");

    private final Company company = PIPEDRIVE.addCompany();

    @Autowired
    private Actions actions;

    @Autowired
    private ConnectionLog log;

    @AfterEach
    void leavePipedriveWell() {
        PIPEDRIVE.server().faults().clear();
        assertThat(PIPEDRIVE.server().defects()).isEmpty();
    }

    @Test
    void isAmongTheTypesOfIntegrations() {
        JsonNode types = get("/api/integrations/types", token).json().path("data");

        assertThat(types.findValuesAsText("type")).contains("pipedrive", "notion");
    }

    @Test
    void connectsWithAPersonalTokenAndWorks() {
        String id = byToken();

        assertThat(test(id).json().path("success").asBoolean()).isTrue();
    }

    @Test
    void refusesATokenThatPipedriveDoesNotKnow() {
        Reply reply = add("pipedrive", "{\"apiToken\":\"wrong\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("success").asBoolean()).isFalse();
    }

    @Test
    void connectsThroughTheBrowserAndCallsTheCompanysOwnHost() {
        company.add("persons", Map.of("name", "Ada"), LONG_AGO);

        String id = byBrowser();

        assertThat(sync(id, "persons", null).records()).hasSize(1);
        assertThat(connections.get(tenant(), UUID.fromString(id)).account()).isEqualTo(company.name() + "@example.com");
        assertThat(PIPEDRIVE.server().calls())
                .anyMatch(call -> call.path().equals("/company/" + company.name() + "/api/v2/persons"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"persons", "organizations", "deals", "activities"})
    void readsEachTypeToTheEndAndThenItsChanges(String type) {
        String title = type.equals("deals") ? "title" : type.equals("activities") ? "subject" : "name";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(Long.toString(company.add(type, Map.of(title, "n" + i), LONG_AGO.plusSeconds(60L * i))));
        }
        String id = byToken();

        Synced all = sync(id, type, null);
        company.change(type, Long.parseLong(ids.get(4)), Map.of(title, "changed"), Instant.now());
        long added = company.add(type, Map.of(title, "added"), Instant.now());
        Synced changes = sync(id, type, all.cursor());

        assertThat(all.ids()).containsExactlyElementsOf(ids);
        assertThat(all.mode()).isEqualTo("full");
        assertThat(all.records().get(0).path("updatedAt").asText()).isEqualTo(LONG_AGO.toString());
        assertThat(all.records().get(0).at("/raw/" + title).asText()).isEqualTo("n0");
        assertThat(changes.mode()).isEqualTo("incremental");
        // The last of the first read is within the overlap.
        assertThat(changes.ids()).containsExactly(ids.get(119), ids.get(4), Long.toString(added));
    }

    @Test
    void narrowsDealsDown() {
        company.add("deals", Map.of("title", "a", "status", "open", "stage_id", 1), LONG_AGO);
        long won = company.add("deals", Map.of("title", "b", "status", "won", "stage_id", 2), LONG_AGO);
        String id = byToken();

        assertThat(sync(id, "deals", null, "status", "won").ids()).containsExactly(Long.toString(won));
        assertThat(sync(id, "deals", null, "stage", "2").ids()).containsExactly(Long.toString(won));
        assertThat(page(id, "deals", null, "colour", "red").status()).isEqualTo(400);
        assertThat(page(id, "deals", null, "stage", "2&sort_by=id").status()).isEqualTo(200);
    }

    @Test
    void doesWhatItsRoutesOffer() {
        UUID id = UUID.fromString(byToken());

        JsonNode made = act(
                id,
                "create",
                Map.of(
                        "type",
                        "persons",
                        "item",
                        JsonNodeFactory.instance.objectNode().put("name", "Ada")));
        long person = made.at("/data/id").asLong();
        act(
                id,
                "update",
                Map.of(
                        "type",
                        "persons",
                        "id",
                        person,
                        "item",
                        JsonNodeFactory.instance.objectNode().put("name", "Ada L.")));

        assertThat(act(id, "get", Map.of("type", "persons", "id", person))
                        .at("/data/name")
                        .asText())
                .isEqualTo("Ada L.");
        assertThat(act(id, "list", Map.of("type", "persons", "limit", 1)).path("data"))
                .hasSize(1);
        assertThat(act(id, "search", Map.of("type", "persons", "term", "ada")).at("/data/items"))
                .hasSize(1);
        act(id, "delete", Map.of("type", "persons", "id", person));
        assertThat(company.count("persons")).isZero();
    }

    @Test
    void refreshesATokenThatHasRunOutOnce() {
        String id = byBrowser();
        PIPEDRIVE.expireAccessTokens(company);
        int before = PIPEDRIVE.refreshes();

        sync(id, "persons", null);
        sync(id, "deals", null);

        assertThat(PIPEDRIVE.refreshes()).isEqualTo(before + 1);
    }

    @Test
    void asksToConnectAgainWhenAccessWasTakenBack() {
        String id = byBrowser();
        PIPEDRIVE.revoke(company);

        Reply reply = page(id, "persons", null);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("message").asText()).contains("connect the integration again");
        assertThat(test(id).json().path("success").asBoolean()).isFalse();
    }

    @Test
    void waitsAsLongAsPipedriveAsks() {
        String id = byToken();
        PIPEDRIVE
                .server()
                .faults()
                .add(1, PipedriveStandIn::isApi, Fault.status(429, Map.of("x-ratelimit-reset", "1"), tooMany()));

        assertThat(page(id, "persons", null).status()).isEqualTo(200);

        PIPEDRIVE
                .server()
                .faults()
                .add(1, PipedriveStandIn::isApi, Fault.status(429, Map.of("Retry-After", "86000"), tooMany()));
        Reply reply = page(id, "persons", null);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }

    @Test
    void isUnavailableWhilePipedriveFailsOrTalksNonsense() {
        String id = byToken();
        for (Fault fault : List.of(Fault.status(500), Fault.GARBAGE)) {
            PIPEDRIVE.server().faults().add(20, PipedriveStandIn::isApi, fault);
            assertThat(page(id, "persons", null).status()).as("%s", fault).isEqualTo(503);
            PIPEDRIVE.server().faults().clear();
        }

        assertThat(page(id, "persons", null).status()).isEqualTo(200);
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverEnds() {
        for (int i = 0; i < 50; i++) {
            company.add("persons", Map.of("name", "n" + i), LONG_AGO);
        }
        String id = byToken();
        PIPEDRIVE.server().drip(Duration.ofSeconds(1));
        PIPEDRIVE.server().faults().add(20, PipedriveStandIn::isApi, Fault.DRIP);

        assertThat(page(id, "persons", null).status()).isEqualTo(503);
    }

    @Test
    void keepsOneCompanysDataFromAnothers() {
        Company other = PIPEDRIVE.addCompany();
        company.add("persons", Map.of("name", "Ada"), LONG_AGO);
        other.add("persons", Map.of("name", "Bob"), LONG_AGO);
        String first = byToken();
        String second = added("pipedrive", "{\"apiToken\":\"" + PIPEDRIVE.apiToken(other) + "\"}");

        assertThat(sync(first, "persons", null).records().get(0).at("/raw/name").asText())
                .isEqualTo("Ada");
        assertThat(sync(second, "persons", null)
                        .records()
                        .get(0)
                        .at("/raw/name")
                        .asText())
                .isEqualTo("Bob");
    }

    @Test
    void writesWhatItDidIntoTheLog() {
        String id = byToken();
        sync(id, "persons", null);

        assertThat(log.page(tenant(), UUID.fromString(id), null, 1, 10).entries())
                .extracting(ConnectionLog.Entry::message)
                .contains("Sync of persons: 0 records");
    }

    @Test
    void saysWhatPipedriveDoesNotHave() {
        UUID id = UUID.fromString(byToken());

        assertThat(catchThrowable(() -> act(id, "get", Map.of("type", "persons", "id", 987))))
                .asInstanceOf(InstanceOfAssertFactories.type(ProviderFault.class))
                .satisfies(fault -> assertThat(fault.status()).hasValue(404));
    }

    private String byToken() {
        return added("pipedrive", "{\"apiToken\":\"" + PIPEDRIVE.apiToken(company) + "\"}");
    }

    private String byBrowser() {
        PIPEDRIVE.consentsAs(company);
        return authorized("pipedrive");
    }

    private JsonNode act(UUID id, String action, Map<String, Object> input) {
        return actions.run(tenant().id(), id, "pipedrive-" + action, input);
    }

    private static String tooMany() {
        return "{\"success\":false,\"error\":\"request over limit\",\"errorCode\":429}";
    }
}
