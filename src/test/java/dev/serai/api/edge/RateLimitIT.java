package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.user.ContractFile;
import dev.serai.api.user.Reply;
import dev.serai.api.user.UserHub;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** A tenant's limit as its clients see it: the burst of the requirement document, and then each contract's own 429. */
@TestPropertySource(
        properties = {
            "serai.data-dir=target/rate-limit-it-data",
            "serai.rate-limit.enabled=true",
            // So slow that none of the burst comes back while it is used up.
            "serai.rate-limit.per-minute=1",
            "serai.rate-limit.burst=200"
        })
class RateLimitIT extends UserHub {

    private static final String STATUS = "/integrations/user/integration";

    @Autowired
    private Tenants tenants;

    @Autowired
    private JdbcTemplate database;

    @Test
    void allowsABurstOf200AndRefusesTheNext() {
        String token = token(someone());

        for (int left = 199; left >= 0; left--) {
            Reply reply = get(STATUS, token);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("RateLimit-Limit")).isEqualTo("200");
            assertThat(reply.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
        }
        Reply refused = get(STATUS, token);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 60L);
    }

    @ParameterizedTest
    @CsvSource({
        "personal, personal-status, sub, /integrations/user/integration",
        "callnfy, callnfy-status, sub, /integrations/status",
        "framework, framework-listIntegrations, organizationId, /api/v1/integrations",
        "hub, hub-listAudit, sub, /audit"
    })
    void refusesInTheContractsStyleAtBothItsPlaces(String contract, String operation, String claim, String path) {
        String id = someone();
        exhaust(claim, id);
        String token = token(Map.of(claim, id, "permissions", List.of("integrations:read")));

        for (String place : List.of(path, "/" + contract + path)) {
            Reply reply = get(place, token);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.body()).contains("Too many requests, try again in ");
            for (String header : List.of("Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")) {
                assertThat(reply.header(header)).as(header).matches("[0-9]+");
            }
            // A contract that declares the 429 is held to its own words.
            ContractFile file = ContractFile.of(contract);
            file.operations().stream()
                    .filter(declared -> declared.id().equals(operation))
                    .filter(declared -> declared.declared().path("responses").has("429"))
                    .forEach(declared -> file.check(declared, reply));
        }
    }

    @Test
    void anotherTenantIsNotHeldUp() {
        exhaust("sub", someone());

        assertThat(get(STATUS, token(someone())).status()).isEqualTo(200);
    }

    @Test
    void theSameUserIsOneTenantInAllContracts() {
        String user = someone();
        exhaust("sub", user);

        assertThat(get(STATUS, token(user)).status()).isEqualTo(429);
        assertThat(get("/integrations/status", token(user)).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/docs"})
    void whatBelongsToNoTenantIsNotCounted(String path) {
        assertThat(get(path, token(someone())).header("RateLimit-Limit")).isEmpty();
    }

    private void exhaust(String claim, String id) {
        TenantKind kind = claim.equals("sub") ? TenantKind.USER : TenantKind.ORGANIZATION;
        database.update(
                "INSERT INTO rate_limit VALUES (?, clock_timestamp() + interval '200 minutes')",
                tenants.meet(kind, id).id());
    }
}
