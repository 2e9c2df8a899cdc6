package dev.serai.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.api.RunningHub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Work that is planned for connections: done once, never lost, and tried again when it fails. */
class ScheduledWorkIT extends RunningHub {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long TENANT = 1;

    @Autowired
    private Tasks tasks;

    @Autowired
    private TaskClaims claims;

    @Autowired
    private CamelContext camel;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private TransactionTemplate transactions;

    private final String kind = "test-" + UUID.randomUUID();
    private final UUID connection = UUID.randomUUID();
    private final BlockingQueue<DueTask> done = new LinkedBlockingQueue<>();
    private final List<String> routes = new ArrayList<>();

    /** A failure after which the other side wants to be left alone. */
    private static final class Later extends RuntimeException implements Postponed {

        private static final long serialVersionUID = 1L;

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ofMinutes(7));
        }
    }

    @AfterEach
    void takeRoutesAway() throws Exception {
        for (String route : routes) {
            camel.getRouteController().stopRoute(route);
            camel.removeRoute(route);
        }
        database.update("DELETE FROM task WHERE kind = ?", kind);
    }

    @Test
    void aTaskIsDoneOnceAndGone() throws Exception {
        route(8, exchange -> {});

        schedule();

        DueTask task = nextDone();
        assertThat(task.kind()).isEqualTo(kind);
        assertThat(task.tenantId()).isEqualTo(TENANT);
        assertThat(task.connectionId()).isEqualTo(connection);
        assertThat(task.attempt()).isEqualTo(1);
        awaitGone();
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatIsAskedForTwiceBeforeItIsDoneIsOne() throws Exception {
        schedule();
        schedule();
        route(8, exchange -> {});

        nextDone();

        awaitGone();
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatIsAskedForWhileItIsDoneIsDoneOnceMore() throws Exception {
        Semaphore begun = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        route(8, exchange -> {
            begun.release();
            assertThat(go.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        });
        schedule();
        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        schedule();
        schedule();
        go.release(10);

        assertThat(nextDone().attempt()).isEqualTo(1);
        assertThat(nextDone().attempt()).isEqualTo(1);
        awaitGone();
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskMaySayWhenItIsDueAgain() throws Exception {
        route(8, exchange -> exchange.setProperty(DueTask.NEXT, Instant.now().plus(Duration.ofHours(1))));

        schedule();
        nextDone();

        awaitWaiting();
        assertThat(dueIn()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(attempt()).isZero();
    }

    @Test
    void aTaskThatFailsIsTriedAgainAfterLongerAndLongerWaits() throws Exception {
        route(8, exchange -> {
            throw new IllegalStateException("as the test wants it");
        });
        schedule();
        nextDone();
        List<Duration> waits = new ArrayList<>();
        for (int attempt : List.of(6, 8, 10, 15)) {
            awaitWaiting();
            database.update("UPDATE task SET attempt = ?, due_at = now() WHERE kind = ?", attempt - 1, kind);
            awaitFailed(attempt);
            waits.add(dueIn());
        }

        assertThat(waits).isSorted();
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(39));
        assertThat(waits.get(3)).isBetween(Duration.ofMinutes(47), Duration.ofMinutes(73));
    }

    @Test
    void aFailureThatSaysHowLongToWaitIsObeyed() throws Exception {
        route(8, exchange -> {
            throw new Later();
        });

        schedule();
        nextDone();

        awaitWaiting();
        assertThat(dueIn()).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7));
    }

    @Test
    void moreTasksThanARouteTakesAreDoneOneAfterTheOther() throws Exception {
        int count = 50;
        route(1, exchange -> {});
        for (int i = 0; i < count; i++) {
            tasks.scheduleNow(kind, TENANT, UUID.randomUUID());
        }

        // Each at its first attempt: a task that found no room was not tried.
        for (int i = 0; i < count; i++) {
            assertThat(nextDone().attempt()).isEqualTo(1);
        }
        awaitGone();
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatFoundNoRoomIsDueAtOnceAndNotCountedAsTried() {
        schedule();
        DueTask claimed = claim();

        claims.giveBack(claimed);

        assertThat(attempt()).isZero();
        assertThat(claim().attempt()).isEqualTo(1);
    }

    @Test
    void whatANodeThatIsGoneHadClaimedIsTakenOver() throws Exception {
        schedule();
        database.update(
                "UPDATE task SET node_id = ?, claim = gen_random_uuid(), attempt = 1, due_at = now() + interval '1 minute'"
                        + " WHERE kind = ?",
                UUID.randomUUID(),
                kind);

        route(8, exchange -> {});

        assertThat(nextDone().attempt()).isEqualTo(2);
        awaitGone();
    }

    @Test
    void whatANodeThatIsAliveHasClaimedIsLeftToIt() throws Exception {
        UUID other = UUID.randomUUID();
        database.update("INSERT INTO hub_node (id, seen_at) VALUES (?, now() + interval '1 hour')", other);
        try {
            schedule();
            UUID claim = UUID.randomUUID();
            database.update(
                    "UPDATE task SET node_id = ?, claim = ?, attempt = 1, due_at = now() + interval '1 minute' WHERE kind = ?",
                    other,
                    claim,
                    kind);

            claims.takeOver();

            assertThat(claimKept()).isEqualTo(claim);
        } finally {
            database.update("DELETE FROM hub_node WHERE id = ?", other);
        }
    }

    @Test
    void aClaimThatWasLostChangesNothing() {
        schedule();
        DueTask lost = claim();
        database.update("UPDATE task SET due_at = now() WHERE kind = ?", kind);
        DueTask held = claim();

        claims.done(lost, null);
        claims.done(lost, Duration.ofHours(1));
        claims.failed(lost, Duration.ZERO);
        claims.giveBack(lost);

        assertThat(claimKept()).isEqualTo(held.claim());
        assertThat(attempt()).isEqualTo(2);
        claims.done(held, null);
        assertThat(tasks.of(connection)).isEmpty();
    }

    @Test
    void aClaimThatIsRenewedIsHeldForAnotherLease() {
        schedule();
        DueTask held = claim();
        database.update("UPDATE task SET due_at = now() + interval '1 second' WHERE kind = ?", kind);

        claims.renew(List.of(held.claim()));

        assertThat(dueIn()).isGreaterThan(TaskClaims.LEASE.dividedBy(2));
    }

    @Test
    void cancellingTakesAllTasksOfAConnectionAndNoOthers() {
        schedule();
        UUID other = UUID.randomUUID();
        tasks.scheduleNow(kind, TENANT, other);
        tasks.schedule(kind + "-later", TENANT, connection, Instant.now().plusSeconds(3_600));

        tasks.cancelAll(connection);

        assertThat(tasks.of(connection)).isEmpty();
        assertThat(tasks.of(other)).containsExactly(kind);
    }

    @Test
    void aTaskThatIsCancelledWhileItIsDoneIsNotDoneAgain() throws Exception {
        Semaphore begun = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        route(8, exchange -> {
            begun.release();
            assertThat(go.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            throw new IllegalStateException("as the test wants it");
        });
        schedule();
        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        tasks.cancelAll(connection);
        go.release();
        nextDone();

        assertThat(tasks.of(connection)).isEmpty();
    }

    @Test
    void aTaskIsPlannedWithTheTransactionOrNotAtAll() {
        transactions.executeWithoutResult(status -> {
            schedule();
            status.setRollbackOnly();
        });

        assertThat(tasks.of(connection)).isEmpty();
    }

    @Test
    void askingForATaskBringsItForwardButNeverPutsItOff() {
        tasks.schedule(kind, TENANT, connection, Instant.now().plus(Duration.ofHours(2)));
        tasks.schedule(kind, TENANT, connection, Instant.now().plus(Duration.ofHours(1)));
        tasks.schedule(kind, TENANT, connection, Instant.now().plus(Duration.ofHours(3)));
        assertThat(dueIn()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));

        tasks.reschedule(kind, TENANT, connection, Instant.now().plus(Duration.ofHours(3)));
        assertThat(dueIn()).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(181));
    }

    @Test
    void aHubWhoseClockDiffersHasTasksDoneAfterTheWaitThatItMeant() {
        for (int minutes : new int[] {-10, 10}) {
            Clock theirs = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
            Tasks other = new Tasks(database, theirs, new TaskSignal());

            other.reschedule(kind, TENANT, connection, theirs.instant().plus(Duration.ofHours(1)));

            assertThat(dueIn()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        }
    }

    @Test
    void aRouteThatIsStoppedLeavesItsTasksUntilItIsStartedAgain() throws Exception {
        String route = route(8, exchange -> {});
        camel.getRouteController().stopRoute(route);

        schedule();
        claims.takeOver();
        assertThat(tasks.of(connection)).containsExactly(kind);
        camel.getRouteController().startRoute(route);

        assertThat(nextDone().attempt()).isEqualTo(1);
        awaitGone();
    }

    /** Adds a route that does the test's kind of task, and notes what it did. */
    private String route(int concurrency, Processor work) throws Exception {
        String id = "route-" + kind;
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("due-tasks:" + kind + "?concurrency=" + concurrency)
                        .routeId(id)
                        .errorHandler(noErrorHandler())
                        .process(exchange -> carryOut(exchange, work));
            }
        });
        routes.add(id);
        return id;
    }

    private void carryOut(Exchange exchange, Processor work) throws Exception {
        try {
            work.process(exchange);
        } finally {
            done.add(exchange.getMessage().getBody(DueTask.class));
        }
    }

    private void schedule() {
        tasks.scheduleNow(kind, TENANT, connection);
    }

    /** Claims the test's task as the hub does, for which no route must be there. */
    private DueTask claim() {
        return claims.take(Map.of(kind, 1)).get(0);
    }

    private DueTask nextDone() throws InterruptedException {
        DueTask task = done.poll(20, TimeUnit.SECONDS);
        assertThat(task).as("a task that was done").isNotNull();
        return task;
    }

    private void awaitGone() {
        await().atMost(PATIENCE)
                .until(() ->
                        database.queryForObject("SELECT count(*) FROM task WHERE kind = ?", Integer.class, kind) == 0);
    }

    private void awaitWaiting() {
        await().atMost(PATIENCE).until(() -> claimKept() == null);
    }

    private void awaitFailed(int attempt) {
        await().atMost(PATIENCE).until(() -> claimKept() == null && attempt() == attempt);
    }

    private UUID claimKept() {
        return database.queryForObject("SELECT claim FROM task WHERE kind = ?", UUID.class, kind);
    }

    private int attempt() {
        return database.queryForObject("SELECT attempt FROM task WHERE kind = ?", Integer.class, kind);
    }

    private Duration dueIn() {
        double seconds = database.queryForObject(
                "SELECT extract(epoch FROM due_at - now())::float8 FROM task WHERE kind = ?", Double.class, kind);
        return Duration.ofMillis((long) (seconds * 1_000));
    }
}
