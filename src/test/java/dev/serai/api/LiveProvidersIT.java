package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.Connections;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** Providers that come, change and go while the hub runs, as callers of the contracts see it. */
class LiveProvidersIT extends RunningHub {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path FOLDER = ROUTES.resolve("providers/acme_crm");

    private final String organization = "organization-" + UUID.randomUUID();
    private final String framework = Tokens.of(organization);
    private final String companyId = UUID.randomUUID().toString();
    private final String company = claiming("companyId", companyId);
    private final String callcenter = claiming("accountId", UUID.randomUUID().toString());

    @Autowired
    private Connections connections;

    @Autowired
    private Tenants tenants;

    @BeforeEach
    void dropAcmeIn() throws IOException {
        write("Acme CRM", "crm");
        await().atMost(PATIENCE).until(() -> acme().isPresent());
    }

    @AfterEach
    void takeAcmeAway() throws IOException {
        FileSystemUtils.deleteRecursively(FOLDER);
        await().atMost(PATIENCE).until(() -> acme().isEmpty());
    }

    @Test
    void aFolderThatIsDroppedInIsAProviderOfEveryContract() {
        assertThat(acme()).map(type -> type.path("category").asText()).contains("crm");

        assertThat(integrate().text("provider")).isEqualTo("acme_crm");
        String made = http.post(company, "/company/api/v1/integrations", "{\"name\":\"Acme CRM\",\"type\":\"crm\"}")
                .expect(201)
                .json()
                .at("/data/id")
                .asText();
        assertThat(connections
                        .get(tenants.meet(TenantKind.COMPANY, companyId), UUID.fromString(made))
                        .provider())
                .isEqualTo("acme_crm");
        assertThat(add().expect(200).json().at("/data/category").asText()).isEqualTo("crm");
    }

    @Test
    void aChangedFileIsSeenByTheNextCaller() throws IOException {
        write("Acme One", "erp");
        await().atMost(PATIENCE)
                .until(() -> acme().map(type -> type.path("name").asText()).equals(Optional.of("Acme One")));

        assertThat(add().expect(200).json().at("/data/category").asText()).isEqualTo("erp");
    }

    @Test
    void aBrokenFileLeavesTheProviderAsItWas() throws IOException {
        Files.writeString(FOLDER.resolve("provider.yaml"), "id: acme_crm\nname: [broken");
        // Something that comes later is there: the broken file has been looked at by then.
        Path later = Files.createDirectories(ROUTES.resolve("providers/acme_later"));
        try {
            Files.writeString(later.resolve("provider.yaml"), file("acme_later", "Later", "crm"));
            await().atMost(PATIENCE).until(() -> type("acme_later").isPresent());

            assertThat(acme()).map(type -> type.path("name").asText()).contains("Acme CRM");
            add().expect(200);
        } finally {
            FileSystemUtils.deleteRecursively(later);
        }
    }

    @Test
    void aConnectionOutlivesItsProvider() throws IOException {
        String connected = "/framework/api/v1/integrations/" + integrate().text("id");
        String before = http.get(framework, connected).expect(200).body();
        add().expect(200);

        takeAcmeAway();

        assertThat(http.get(framework, connected).expect(200).body()).isEqualTo(before);
        for (String query : List.of("", "?type=crm", "?type=acme_crm")) {
            JsonNode listed = http.get(callcenter, "/callcenter/api/integrations/" + query)
                    .expect(200)
                    .json()
                    .get("data");
            assertThat(listed).as(query).hasSize(1);
            assertThat(listed.get(0).path("category").asText()).isEqualTo("crm");
        }
        assertThat(add().expect(400).json().at("/details/type").asText()).startsWith("is not a known provider");
        http.delete(framework, connected).expect(204);
    }

    private Reply integrate() {
        return http.post(
                        framework,
                        "/framework/api/v1/integrations",
                        "{\"name\":\"Ours\",\"provider\":\"acme_crm\",\"authType\":\"api_key\"}")
                .expect(201);
    }

    private Reply add() {
        return http.post(callcenter, "/callcenter/api/integrations/", "{\"type\":\"acme_crm\",\"config\":{}}");
    }

    private Optional<JsonNode> acme() {
        return type("acme_crm");
    }

    private Optional<JsonNode> type(String id) {
        for (JsonNode type : http.get(callcenter, "/callcenter/api/integrations/types")
                .expect(200)
                .json()
                .get("data")) {
            if (type.path("type").asText().equals(id)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static void write(String name, String category) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("provider.yaml"), file("acme_crm", name, category));
    }

    private static String file(String id, String name, String category) {
        return """
                id: %s
                name: %s
                category: %s
                authentication:
                  - type: api_key
                    header: X-Api-Key
                """
                .formatted(id, name, category);
    }

    private static String claiming(String claim, String tenant) {
        return Tokens.with(Map.of("sub", "user-1", claim, tenant, "permissions", Tokens.ALL_PERMISSIONS));
    }
}
