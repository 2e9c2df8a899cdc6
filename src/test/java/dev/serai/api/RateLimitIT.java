package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.ContractFile.Operation;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
class RateLimitIT extends RunningHub {

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

    static List<Operation> operations() {
        return ContractFile.all().stream()
                .flatMap(contract -> contract.operations().stream())
                // What anybody may call is nobody's request, and counts against nobody.
                .filter(operation -> !operation.isOpen())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesInTheContractsStyleAtBothItsPlaces(Operation operation) {
        ContractCases cases = ContractCases.of(operation.contract());
        Client client = Client.anew(http, cases.claim());
        Request call = cases.success(operation, client);
        Request request = operation.takesToken() ? call.bearing(client.token()) : call;
        exhaust(cases.claim(), client.id());

        for (String mount : List.of("", "/" + cases.contract())) {
            Reply reply = send(request.at(mount + request.path()));

            assertThat(reply.status()).as(reply.body()).isEqualTo(429);
            assertThat(reply.body()).contains("Too many requests, try again in ");
            for (String header : List.of("Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")) {
                assertThat(reply.header(header)).as(header).matches("[0-9]+");
            }
            operation.contract().check(operation, reply);
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
        TenantKind kind = Arrays.stream(TenantKind.values())
                .filter(each -> each.claim().equals(claim))
                .findFirst()
                .orElseThrow();
        database.update(
                """
                INSERT INTO rate_limit VALUES (?, clock_timestamp() + interval '200 minutes')
                ON CONFLICT (tenant_id) DO UPDATE SET due_at = excluded.due_at
                """,
                tenants.meet(kind, id).id());
    }
}
