package dev.serai.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.RunningHub;
import dev.serai.tenancy.RateLimits.Standing;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** How a tenant's requests are counted, with one request a minute so that no test is as slow as the limit. */
class RateLimitsIT extends RunningHub {

    private static final int BURST = 5;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private Tenants tenants;

    private RateLimits limits;
    private Tenant tenant;

    @BeforeEach
    void aTenantAtRest() {
        limits = hub(BURST);
        tenant = tenants.meet(TenantKind.USER, someone());
    }

    @Test
    void allowsTheBurstAndTellsWhatIsLeftOfIt() {
        for (int left = BURST - 1; left >= 0; left--) {
            Standing standing = count();
            assertThat(standing.allowed()).isTrue();
            assertThat(standing.limit()).isEqualTo(BURST);
            assertThat(standing.remaining()).isEqualTo(left);
            assertThat(standing.retrySeconds()).isZero();
        }

        Standing refused = count();

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retrySeconds()).isBetween(1L, 60L);
        assertThat(refused.resetSeconds()).isBetween(1L, 300L);
    }

    @Test
    void aRefusedRequestDoesNotLengthenTheWait() {
        exhaust();
        OffsetDateTime before = due();

        count();

        assertThat(due()).isEqualTo(before);
    }

    @Test
    void oneIntervalGivesOneRequestBack() {
        exhaust();

        pass(Duration.ofMinutes(1));

        assertThat(count().allowed()).isTrue();
        assertThat(count().allowed()).isFalse();
    }

    @Test
    void theWaitThatWasToldIsLongEnough() {
        exhaust();

        pass(Duration.ofSeconds(count().retrySeconds()));

        assertThat(count().allowed()).isTrue();
    }

    @Test
    void aLongRestGivesTheBurstBackAndNoMore() {
        exhaust();

        pass(Duration.ofDays(30));
        exhaust();

        assertThat(count().allowed()).isFalse();
    }

    @Test
    void countsEachTenantForItself() {
        exhaust();

        Tenant another = tenants.meet(TenantKind.USER, someone());

        assertThat(limits.count(another).orElseThrow().allowed()).isTrue();
    }

    @Test
    void severalHubsOnOneDatabaseAllowNoMoreThanOne() throws Exception {
        int burst = 40;
        List<RateLimits> hubs = List.of(hub(burst), hub(burst));
        List<Callable<Standing>> requests = new ArrayList<>();
        for (int i = 0; i < 4 * burst; i++) {
            RateLimits any = hubs.get(i % hubs.size());
            requests.add(() -> any.count(tenant).orElseThrow());
        }
        ExecutorService clients = Executors.newFixedThreadPool(8);
        int allowed = 0;
        try {
            for (Future<Standing> standing : clients.invokeAll(requests)) {
                allowed += standing.get().allowed() ? 1 : 0;
            }
        } finally {
            clients.shutdown();
        }

        assertThat(allowed).isEqualTo(burst);
    }

    @Test
    void theDatabasesClockIsTheOneThatCounts() {
        OffsetDateTime before = database.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);

        count();

        OffsetDateTime after = database.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        assertThat(due()).isBetween(before.plusMinutes(1), after.plusMinutes(1));
    }

    @Test
    void thereIsNoLimitWhereItIsSwitchedOff() {
        RateLimits off = new RateLimits(database, new RateLimitProperties(false, 1, 1));

        assertThat(off.count(tenant)).isEmpty();
        assertThat(database.queryForObject(
                        "SELECT count(*) FROM rate_limit WHERE tenant_id = ?", Integer.class, tenant.id()))
                .isZero();
    }

    @Test
    void aHubWithoutALimitTellsOfNone() {
        assertThat(get("/integrations/status", token(someone())).header("RateLimit-Limit"))
                .isEmpty();
    }

    private RateLimits hub(int burst) {
        return new RateLimits(database, new RateLimitProperties(true, 1, burst));
    }

    private Standing count() {
        return limits.count(tenant).orElseThrow();
    }

    private void exhaust() {
        for (int i = 0; i < BURST; i++) {
            assertThat(count().allowed()).isTrue();
        }
    }

    /** Time passes for the tenant as if its last request had been earlier. */
    private void pass(Duration time) {
        database.update(
                "UPDATE rate_limit SET due_at = due_at - make_interval(secs => ?) WHERE tenant_id = ?",
                (double) time.toSeconds(),
                tenant.id());
    }

    private OffsetDateTime due() {
        return database.queryForObject(
                "SELECT due_at FROM rate_limit WHERE tenant_id = ?", OffsetDateTime.class, tenant.id());
    }
}
