package dev.serai.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.SharedHub;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.Invalid;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A request that creates something is carried out once under its key. */
class IdempotencyIT extends SharedHub {

    @Autowired
    private Idempotency idempotency;

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aRepeatGetsTheFirstAnswerAndDoesNothing() {
        StoredAnswer first = once("create", "key", "{}");

        assertThat(first.json()).isEqualTo("{\"run\":1}");
        assertThat(once("create", "key", "{}")).isEqualTo(first);
        assertThat(runs).hasValue(1);
    }

    @Test
    void withoutAKeyEachRequestIsCarriedOut() {
        once("create", null, "{}");
        once("create", null, "{}");

        assertThat(runs).hasValue(2);
    }

    @Test
    void theSameKeyForAnotherRequestIsAConflict() {
        once("create", "key", "{}");

        assertThatThrownBy(() -> once("create", "key", "{\"a\":1}")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> once("rotate", "key", "{}")).isInstanceOf(Conflict.class);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aFailureLeavesTheKeyFree() {
        assertThatThrownBy(() -> idempotency.once(tenant, "create", "key", "{}", () -> {
                    throw new Invalid("name", "is missing");
                }))
                .isInstanceOf(Invalid.class);

        assertThat(once("create", "key", "{\"name\":\"b\"}").status()).isEqualTo(201);
    }

    @Test
    void theSameKeyOfAnotherTenantIsAnotherKey() {
        once("create", "key", "{}");
        idempotency.once(newTenant(), "create", "key", "{\"a\":1}", this::answer);

        assertThat(runs).hasValue(2);
    }

    @Test
    void aKeyThatHasOutlivedItsTimeIsFreeAgain() {
        once("create", "key", "{}");
        database.update(
                "UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE tenant_id = ?", tenant.id());

        assertThat(once("create", "key", "{\"a\":1}").json()).isEqualTo("{\"run\":2}");
    }

    @Test
    void ofManyRequestsAtOnceOneIsCarriedOut() {
        List<CompletableFuture<StoredAnswer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> once("create", "key", "{}")))
                .toList();

        assertThat(all.stream()
                        .map(CompletableFuture::join)
                        .map(StoredAnswer::json)
                        .distinct())
                .containsExactly("{\"run\":1}");
    }

    @Test
    void theKeptAnswerIsSealed() {
        once("create", "key", "{}");
        byte[] kept = database.queryForObject(
                "SELECT answer FROM idempotency_key WHERE tenant_id = ?", byte[].class, tenant.id());

        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("run");
    }

    @Test
    void aTenantIsMetOnceByItsKindAndId() {
        Tenant organization = tenants.meet(TenantKind.ORGANIZATION, "the-same");
        Tenant company = tenants.meet(TenantKind.COMPANY, "the-same");

        assertThat(tenants.meet(TenantKind.ORGANIZATION, "the-same")).isEqualTo(organization);
        assertThat(company.id()).isNotEqualTo(organization.id());
    }

    private StoredAnswer once(String operation, String key, String fingerprint) {
        return idempotency.once(tenant, operation, key, fingerprint, this::answer);
    }

    private StoredAnswer answer() {
        return new StoredAnswer(201, "{\"run\":" + runs.incrementAndGet() + "}");
    }
}
