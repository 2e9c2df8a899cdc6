package dev.serai.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.SharedHub;
import dev.serai.figure.Figure;
import dev.serai.figure.Figures;
import dev.serai.tenancy.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;

/** Figures of the database: what they say, and how often it is asked for them. */
class DatabaseFiguresIT extends SharedHub {

    private static final UUID NOBODYS = UUID.randomUUID();

    @Autowired
    private DataSource source;

    @Autowired
    private List<Figures> features;

    @AfterEach
    void forget() {
        database.update("DELETE FROM delivery_due WHERE webhook_id = ?", NOBODYS);
    }

    @Test
    void theTenantsWithTheMostHaveAFigureOfTheirOwnAndTheRestShareOne() {
        for (int i = 1; i <= 25; i++) {
            wait(newTenant(), i + 100);
        }

        List<Figure.Value> backlog = read(features).stream()
                .filter(figure -> figure.name().equals("serai_backlog_deliveries"))
                .findFirst()
                .orElseThrow()
                .values();

        assertThat(backlog).hasSize(21);
        // Whatever others have left waiting here, twenty tenants have more than the five of ours with the least.
        assertThat(backlog)
                .filteredOn(value -> !value.labels().equals(Map.of("tenant", "other")))
                .hasSize(20)
                .allSatisfy(value -> assertThat(value.value()).isGreaterThan(105));
        assertThat(backlog)
                .filteredOn(value -> value.labels().equals(Map.of("tenant", "other")))
                .singleElement()
                .satisfies(value -> assertThat(value.value()).isGreaterThanOrEqualTo(101 + 102 + 103 + 104 + 105));
    }

    @Test
    void theDatabaseIsAskedOnceHoweverManyAskTheHub() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        Figures counted = connection -> {
            reads.incrementAndGet();
            return List.of(Figure.of("some", "Some figure", 1));
        };
        DatabaseFigures figures = figures(List.of(counted));
        ExecutorService scrapers = Executors.newFixedThreadPool(10);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<DatabaseFigures.Reading>> scrapes = IntStream.range(0, 10)
                    .mapToObj(number -> scrapers.submit(() -> {
                        go.await();
                        return figures.latest();
                    }))
                    .toList();
            go.countDown();
            for (Future<DatabaseFigures.Reading> scrape : scrapes) {
                scrape.get();
            }
            await().atMost(PATIENCE).until(() -> figures.latest().up());

            assertThat(reads).hasValue(1);
        } finally {
            scrapers.shutdownNow();
            figures.destroy();
        }
    }

    @Test
    void whatOneFeatureAsksInVainCostsTheOthersNothing() {
        Figures broken = connection -> {
            connection.execute("SELECT FROM nowhere");
            return List.of();
        };
        Figures slow = connection -> {
            connection.execute("SELECT pg_sleep(60)");
            return List.of();
        };
        Figures writing = connection -> {
            connection.execute("DELETE FROM hub_node");
            return List.of();
        };
        Figures well = this::one;

        List<Figure> read = read(List.of(broken, slow, writing, well));

        assertThat(read).extracting(Figure::name).containsExactly("well");
        assertThat(database.queryForObject("SELECT count(*) FROM hub_node", Long.class))
                .isPositive();
    }

    private List<Figure> one(JdbcOperations connection) {
        return List.of(Figure.of("well", "A figure", connection.queryForObject("SELECT 1", Double.class)));
    }

    /** @return what is read once it has been, however long that takes */
    private List<Figure> read(List<Figures> asked) {
        DatabaseFigures figures = figures(asked);
        try {
            await().atMost(PATIENCE).until(() -> figures.latest().up());
            return figures.latest().figures();
        } finally {
            figures.destroy();
        }
    }

    private DatabaseFigures figures(List<Figures> asked) {
        return new DatabaseFigures(source, asked, new MetricsProperties(Duration.ofHours(1)));
    }

    private void wait(Tenant owner, int deliveries) {
        database.update(
                """
                INSERT INTO delivery_due (id, tenant_id, webhook_id, event_id, final_attempt, due_at)
                SELECT new_uuid(), ?, ?, new_uuid(), 1, now() FROM generate_series(1, ?)
                """,
                owner.id(),
                NOBODYS,
                deliveries);
    }
}
