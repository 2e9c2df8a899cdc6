package dev.serai.provider.notion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.Reply;
import dev.serai.call.Actions;
import dev.serai.provider.CallcenterAccount;
import dev.serai.provider.standin.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Notion, which is a folder without Java: connected, tested, synced and called through the running hub. */
class NotionIT extends CallcenterAccount {

    private static final Instant LONG_AGO = Instant.parse("2026-02-01T10:00:00Z");

    private final Workspace workspace = NOTION.addWorkspace();

    @Autowired
    private Actions actions;

    @AfterEach
    void leaveNotionWell() {
        NOTION.server().faults().clear();
        assertThat(NOTION.server().defects()).isEmpty();
    }

    @Test
    void connectsWithASecretAndSendsTheVersionWithEveryCall() {
        String id = bySecret();

        assertThat(test(id).json().path("success").asBoolean()).isTrue();
    }

    @Test
    void refusesASecretThatNotionDoesNotKnow() {
        assertThat(add("notion", "{\"accessToken\":\"wrong\"}").status()).isEqualTo(400);
    }

    @Test
    void connectsThroughTheBrowserAndKnowsTheWorkspace() {
        String id = byBrowser();

        assertThat(connections.get(tenant(), UUID.fromString(id)).account()).isEqualTo(workspace.name());
        assertThat(test(id).json().path("success").asBoolean()).isTrue();
    }

    @Test
    void readsAllPagesAndThenOnlyThoseThatWereEdited() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            ids.add(workspace.addPage("p" + i, LONG_AGO.plusSeconds(120L * i)));
        }
        workspace.addDataSource("table", LONG_AGO);
        String id = bySecret();

        Synced all = sync(id, "pages", null);
        workspace.edit(ids.get(5), "edited", Instant.now());
        String added = workspace.addPage("added", Instant.now().plusSeconds(60));
        Synced changes = sync(id, "pages", all.cursor());

        assertThat(all.ids()).containsExactlyElementsOf(ids);
        assertThat(changes.ids()).startsWith(added, ids.get(5)).hasSizeLessThan(6);
        assertThat(changes.mode()).isEqualTo("incremental");
    }

    @Test
    void readsChangesOverSeveralPages() {
        workspace.addPage("old", LONG_AGO);
        String id = bySecret();
        String cursor = sync(id, "pages", null).cursor();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(workspace.addPage("new" + i, LONG_AGO.plusSeconds(3_600 + 60L * i)));
        }

        assertThat(sync(id, "pages", cursor).ids()).containsAll(ids);
    }

    @Test
    void tellsWhatWentIntoTheTrash() {
        String page = workspace.addPage("old", LONG_AGO);
        String id = bySecret();
        String cursor = sync(id, "pages", null).cursor();
        workspace.trash(page, Instant.now());

        assertThat(sync(id, "pages", cursor).records()).singleElement().satisfies(record -> assertThat(
                        record.path("deleted").asBoolean())
                .isTrue());
    }

    @Test
    void readsTablesAndPeople() {
        String table = workspace.addDataSource("Tasks", LONG_AGO);
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            people.add(workspace.addPerson("p" + i + "@example.com"));
        }
        String id = bySecret();

        assertThat(sync(id, "data_sources", null).ids()).containsExactly(table);
        assertThat(sync(id, "users", null).ids()).containsExactlyElementsOf(people);
    }

    @Test
    void searchesPagesByTheirTitle() {
        workspace.addPage("Minutes of May", LONG_AGO);
        String june = workspace.addPage("Minutes of June", LONG_AGO);
        String id = bySecret();

        assertThat(sync(id, "pages", null, "query", "june").ids()).containsExactly(june);
    }

    @Test
    void doesWhatItsRoutesOffer() {
        UUID id = UUID.fromString(bySecret());
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putObject("parent").put("data_source_id", "d9824bdc-8445-4327-be8b-5b47500af6ce");
        page.putObject("properties");

        String made = act(id, "create-page", Map.of("page", page)).path("id").asText();
        act(
                id,
                "update-page",
                Map.of("id", made, "page", JsonNodeFactory.instance.objectNode().put("in_trash", true)));

        assertThat(act(id, "get-page", Map.of("id", made)).path("in_trash").asBoolean())
                .isTrue();
        assertThat(act(
                                id,
                                "search",
                                Map.of(
                                        "search",
                                        JsonNodeFactory.instance.objectNode().put("query", "new")))
                        .path("results"))
                .hasSize(1);
    }

    @Test
    void refreshesARotatingTokenEachTimeItHasEnded() {
        String id = byBrowser();
        int before = NOTION.refreshes();
        for (int i = 0; i < 3; i++) {
            NOTION.expireAccessTokens(workspace);

            assertThat(page(id, "users", null).status()).isEqualTo(200);
        }

        assertThat(NOTION.refreshes()).isEqualTo(before + 3);
    }

    @Test
    void asksToConnectAgainWhenAccessWasTakenBack() {
        String id = byBrowser();
        NOTION.revoke(workspace);

        Reply reply = page(id, "pages", null);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("message").asText()).contains("connect the integration again");
    }

    @Test
    void waitsAsLongAsNotionAsks() {
        String id = bySecret();
        NOTION.server()
                .faults()
                .add(
                        1,
                        NotionStandIn::isApi,
                        Fault.status(
                                429,
                                Map.of("Retry-After", "1"),
                                "{\"object\":\"error\",\"status\":429,\"code\":\"rate_limited\",\"message\":\"Slow down\"}"));

        assertThat(page(id, "users", null).status()).isEqualTo(200);
    }

    @Test
    void isUnavailableWhileNotionFailsOrTalksNonsense() {
        String id = bySecret();
        for (Fault fault : List.of(Fault.status(529), Fault.GARBAGE)) {
            NOTION.server().faults().add(20, NotionStandIn::isApi, fault);
            assertThat(page(id, "pages", null).status()).as("%s", fault).isEqualTo(503);
            NOTION.server().faults().clear();
        }

        assertThat(page(id, "pages", null).status()).isEqualTo(200);
    }

    private String bySecret() {
        return added("notion", "{\"accessToken\":\"" + NOTION.secret(workspace) + "\"}");
    }

    private String byBrowser() {
        NOTION.consentsAs(workspace);
        return authorized("notion");
    }

    private JsonNode act(UUID id, String action, Map<String, Object> input) {
        return actions.run(tenant().id(), id, "notion-" + action, input);
    }
}
