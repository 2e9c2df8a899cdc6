package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.StandInServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The twelfth provider: a folder with nothing but a file is dropped into a hub that runs, and works in every contract that
 * connects providers; the file is changed under its connections, and broken.
 */
class DroppedInProviderIT extends RunningHub {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ID = "dropped_crm";
    private static final Path FILE = ROUTES.resolve("providers/" + ID + "/provider.yaml");
    private static final String RIGHT = "{\"apiKey\":\"the right key\"}";
    private static final String WRONG = "{\"apiKey\":\"another key\"}";

    private static final String FORM =
            """
            id: %s
            name: %s
            category: crm
            authentication:
              - type: api_key
                header: X-Api-Key
            settings:
              base-url:
                default: %s/v1
                description: Where the API is.
            fields:
              - name: apiKey
                label: Key
                description: The account's key.
                secret: true
            health:
              path: /me
            paging:
              style: cursor
              items: /items
              next: /next
              parameter: after
              sizeParameter: limit
              size: 100
            dataTypes:
              contacts:
                path: /contacts
                updatedAt: /updatedAt
                filters: { name: name }
                changes:
                  parameters: { since: "{since}" }
                  overlapSeconds: 0
            %s
            """;

    private static final String NOTES =
            """
              notes:
                path: /notes
                updatedAt: /updatedAt
            """;

    private final StandInServer server = new StandInServer();
    private final Map<String, ObjectNode> contacts = new ConcurrentSkipListMap<>();

    @BeforeEach
    void dropTheFolderIn() throws IOException {
        server.start(this::answer);
        for (int i = 1; i <= 5; i++) {
            change("c-" + i, "Contact " + i, Instant.parse("2025-01-0" + i + "T00:00:00Z"));
        }
        write("Dropped CRM", "");
        await().atMost(PATIENCE).until(() -> nameOfType().isPresent());
    }

    @AfterEach
    void takeTheFolderAway() throws IOException {
        FileSystemUtils.deleteRecursively(FILE.getParent());
        await().atMost(PATIENCE).until(() -> nameOfType().isEmpty());
        server.close();
    }

    @Test
    void isConnectedThroughEveryContract() {
        Client framework = Client.anew(http, "organizationId");
        assertThat(addedToFramework(framework, RIGHT).expect(201).text("status"))
                .isEqualTo("active");
        addedToCompany(Client.anew(http, "companyId"), RIGHT).expect(201);
        assertThat(addedToCallcenter(Client.anew(http, "accountId"), RIGHT)
                        .expect(200)
                        .json()
                        .at("/data/status")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void refusesAWrongKeyAtOnceInEveryContract() {
        addedToFramework(Client.anew(http, "organizationId"), WRONG).expect(400);
        addedToCompany(Client.anew(http, "companyId"), WRONG).expect(400);
        addedToCallcenter(Client.anew(http, "accountId"), WRONG).expect(400);
    }

    @Test
    void isCalledThroughTheProxyOfEveryContract() {
        Client framework = Client.anew(http, "organizationId");
        Client company = Client.anew(http, "companyId");
        Client callcenter = Client.anew(http, "accountId");
        String inFramework = addedToFramework(framework, RIGHT).expect(201).text("id");
        String inCompany =
                addedToCompany(company, RIGHT).expect(201).json().at("/data/id").asText();

        for (Reply reply : List.of(
                framework.send(Request.of("GET", "/api/v1/integrations/" + inFramework + "/proxy/contacts?limit=1")),
                company.send(Request.of("GET", "/api/v1/integrations/" + inCompany + "/proxy/contacts?limit=1")),
                callcenter.send(Request.of(
                        "GET", "/api/integrations/" + inCallcenter(callcenter) + "/proxy/contacts?limit=1")))) {
            assertThat(reply.expect(200).json().at("/items/0/id").asText()).isEqualTo("c-1");
            assertThat(reply.header("Serai-Provider")).isEqualTo(ID);
        }
    }

    @Test
    void isSyncedToTheEndAndThenOnlyByWhatChanges() {
        Client callcenter = Client.anew(http, "accountId");
        String contactsOf = "/api/integrations/" + inCallcenter(callcenter) + "/sync/contacts?limit=2";
        List<String> read = new ArrayList<>();

        String cursor = readAll(callcenter, contactsOf, "", read);

        assertThat(read).containsExactly("c-1", "c-2", "c-3", "c-4", "c-5");

        change("c-2", "Another name", Instant.parse("2025-02-01T00:00:00Z"));
        read.clear();
        readAll(callcenter, contactsOf, "&cursor=" + cursor, read);

        assertThat(read).contains("c-2").doesNotContain("c-1", "c-3", "c-4");
    }

    @Test
    void isFilteredByWhatItsFileDeclares() {
        Client callcenter = Client.anew(http, "accountId");
        String contactsOf = "/api/integrations/" + inCallcenter(callcenter) + "/sync/contacts";
        List<String> read = new ArrayList<>();

        readAll(callcenter, contactsOf + "?name=Contact%204", "", read);

        assertThat(read).containsExactly("c-4");
        callcenter.send(Request.of("GET", contactsOf + "?undeclared=1")).expect(400);
    }

    @Test
    void isChangedUnderItsConnections() throws IOException {
        Client callcenter = Client.anew(http, "accountId");
        String integration = "/api/integrations/" + inCallcenter(callcenter);
        callcenter.send(Request.of("GET", integration + "/sync/notes")).expect(404);

        write("Dropped One", NOTES);
        await().atMost(PATIENCE).until(() -> nameOfType().equals(Optional.of("Dropped One")));

        JsonNode notes = callcenter
                .send(Request.of("GET", integration + "/sync/notes"))
                .expect(200)
                .json();
        assertThat(notes.at("/data/records/0/id").asText()).isEqualTo("n-1");
        callcenter.send(Request.of("GET", integration + "/sync/contacts")).expect(200);
    }

    @Test
    void isBrokenWithoutHarm() throws IOException {
        Client callcenter = Client.anew(http, "accountId");
        String contactsOf = "/api/integrations/" + inCallcenter(callcenter) + "/sync/contacts";

        for (String broken : List.of(
                "id: dropped_crm\nname: [broken",
                FORM.formatted(ID, "No form", server.url(), "  notes: { unknown: key }"),
                FORM.formatted("another_id", "Another id", server.url(), ""),
                "")) {
            Files.writeString(FILE, broken);
            afterTheFilesHaveBeenReadAgain();

            assertThat(nameOfType()).as(broken).contains("Dropped CRM");
            callcenter.send(Request.of("GET", contactsOf)).expect(200);
            addedToCallcenter(Client.anew(http, "accountId"), RIGHT).expect(200);
        }

        write("Repaired CRM", "");
        await().atMost(PATIENCE).until(() -> nameOfType().equals(Optional.of("Repaired CRM")));
        callcenter.send(Request.of("GET", contactsOf)).expect(200);
    }

    /** Something that comes later is there: whatever came before it has been looked at by then. */
    private void afterTheFilesHaveBeenReadAgain() throws IOException {
        String later = "later_" + UUID.randomUUID().toString().substring(0, 8);
        Path folder = Files.createDirectories(ROUTES.resolve("providers/" + later));
        try {
            Files.writeString(folder.resolve("provider.yaml"), FORM.formatted(later, "Later", server.url(), ""));
            await().atMost(PATIENCE).until(() -> nameOfType(later).isPresent());
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private String readAll(Client callcenter, String path, String cursor, List<String> read) {
        String at = cursor;
        for (int page = 0; page < 10; page++) {
            JsonNode data = callcenter
                    .send(Request.of("GET", path + at))
                    .expect(200)
                    .json()
                    .get("data");
            data.get("records").forEach(record -> read.add(record.get("id").asText()));
            at = "&cursor=" + data.get("next_cursor").asText();
            if (!data.get("has_more").asBoolean()) {
                return data.get("next_cursor").asText();
            }
        }
        throw new AssertionError("the read does not end");
    }

    private static Reply addedToFramework(Client client, String config) {
        return client.send(Request.of("POST", "/api/v1/integrations")
                .json("{\"name\":\"Ours\",\"provider\":\"" + ID + "\",\"authType\":\"api_key\",\"config\":" + config
                        + "}"));
    }

    private static Reply addedToCompany(Client client, String config) {
        return client.send(Request.of("POST", "/api/v1/integrations")
                .json("{\"name\":\"Dropped CRM\",\"type\":\"crm\",\"config\":" + config + "}"));
    }

    private static Reply addedToCallcenter(Client client, String config) {
        return client.send(
                Request.of("POST", "/api/integrations").json("{\"type\":\"" + ID + "\",\"config\":" + config + "}"));
    }

    private static String inCallcenter(Client client) {
        return addedToCallcenter(client, RIGHT)
                .expect(200)
                .json()
                .at("/data/id")
                .asText();
    }

    private Optional<String> nameOfType() {
        return nameOfType(ID);
    }

    private Optional<String> nameOfType(String id) {
        for (JsonNode type : Client.anew(http, "accountId")
                .send(Request.of("GET", "/api/integrations/types"))
                .expect(200)
                .json()
                .get("data")) {
            if (type.path("type").asText().equals(id)) {
                return Optional.of(type.path("name").asText());
            }
        }
        return Optional.empty();
    }

    private void write(String name, String moreDataTypes) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, FORM.formatted(ID, name, server.url(), moreDataTypes));
    }

    private void change(String id, String name, Instant at) {
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        contact.put("id", id).put("name", name).put("updatedAt", at.toString());
        contacts.put(id, contact);
    }

    private Answer answer(Call call) {
        if (!"the right key".equals(call.header("X-Api-Key"))) {
            return Answer.text(401, "{\"error\":\"no such key\"}");
        }
        return switch (call.path()) {
            case "/v1/me" -> Answer.text(200, "{\"id\":1}");
            case "/v1/notes" ->
                Answer.text(200, "{\"items\":[{\"id\":\"n-1\",\"updatedAt\":\"2025-01-01T00:00:00Z\"}],\"next\":null}");
            case "/v1/contacts" -> page(call);
            default -> Answer.text(404, "{\"error\":\"nothing here\"}");
        };
    }

    private Answer page(Call call) {
        TreeMap<String, ObjectNode> wanted = new TreeMap<>(contacts);
        String after = call.parameter("after");
        String since = call.parameter("since");
        String name = call.parameter("name");
        wanted.values()
                .removeIf(contact -> after != null && contact.get("id").asText().compareTo(after) <= 0
                        || since != null
                                && Instant.parse(contact.get("updatedAt").asText())
                                        .isBefore(Instant.parse(since))
                        || name != null && !contact.get("name").asText().equals(name));
        int limit = Integer.parseInt(String.valueOf(call.parameter("limit")));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode items = page.putArray("items");
        wanted.values().stream().limit(limit).forEach(items::add);
        page.put("next", wanted.size() > limit ? items.get(limit - 1).get("id").asText() : null);
        return Answer.json(200, page);
    }
}
