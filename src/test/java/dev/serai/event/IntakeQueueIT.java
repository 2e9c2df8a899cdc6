package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.SharedHub;
import dev.serai.refusal.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** The line in which events wait for their commit, with a database that is held up for a while. */
class IntakeQueueIT extends SharedHub {

    private static final int LARGEST = 10_000;

    @Autowired
    private IntakeTransaction transaction;

    @Autowired
    private EventLog log;

    @Autowired
    private EventCatalogue catalogue;

    @Autowired
    private DataSource dataSource;

    private IntakeQueue queue;
    private Connection holder;

    @BeforeEach
    void holdUp() throws SQLException {
        queue = new IntakeQueue(
                transaction,
                new IntakeProperties(1_000, 4, DataSize.ofBytes(LARGEST), Duration.ofHours(24)),
                new EventMeters(new SimpleMeterRegistry(), catalogue));
        queue.start();
        holder = dataSource.getConnection();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE event IN SHARE MODE");
        }
    }

    @AfterEach
    void letGo() throws SQLException {
        holder.rollback();
        holder.setAutoCommit(true);
        holder.close();
        queue.stop();
        database.execute("DROP TRIGGER IF EXISTS fail_event ON event");
        database.execute("DROP FUNCTION IF EXISTS fail_event");
        database.execute("DROP SEQUENCE IF EXISTS event_failures");
    }

    @Test
    void moreDataThanMayWaitIsRefusedAtOnceAndTheRestIsTaken() throws Exception {
        Intake first = add("x".repeat(6_000));
        Intake second = add("x".repeat(6_000));

        assertThatThrownBy(() -> second.accepted().get(0, TimeUnit.SECONDS)).hasCauseInstanceOf(Unavailable.class);
        assertThat(first.accepted()).isNotDone();
        holder.rollback();
        assertThat(first.accepted()).succeedsWithin(PATIENCE);
        assertThat(add("x".repeat(6_000)).accepted()).succeedsWithin(PATIENCE);
    }

    @Test
    void aRequestLargerThanAllThatMayWaitIsTakenAlone() throws Exception {
        holder.rollback();

        assertThat(add("x".repeat(2 * LARGEST)).accepted()).succeedsWithin(PATIENCE);
    }

    @Test
    void moreRequestsThanMayWaitAreRefusedAtOnce() {
        busyCommitter();
        for (int i = 0; i < 4; i++) {
            assertThat(add("waits").accepted()).isNotDone();
        }

        assertThat(add("one too many").accepted())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(Unavailable.class);
    }

    @Test
    void whatItsCallerGaveUpIsNotTakenIn() throws Exception {
        busyCommitter();
        Intake givenUp = add("given up");
        Intake next = add("next");
        givenUp.accepted().cancel(false);
        holder.rollback();

        assertThat(next.accepted()).succeedsWithin(PATIENCE);
        assertThat(count(givenUp)).isZero();
        assertThat(count(next)).isEqualTo(1);
    }

    @Test
    void aRequestAtFaultDoesNotTakeItsNeighboursAlong() throws Exception {
        busyCommitter();
        Intake before = add("before");
        // PostgreSQL keeps no such character.
        Intake atFault = add("\u0000");
        Intake after = add("after");
        holder.rollback();

        assertThat(before.accepted()).succeedsWithin(PATIENCE);
        assertThat(after.accepted()).succeedsWithin(PATIENCE);
        assertThat(atFault.accepted()).failsWithin(PATIENCE);
        assertThat(count(before) + count(after)).isEqualTo(2);
    }

    @Test
    void aTransactionThatPostgresqlEndedInAnothersFavourIsMadeAgain() throws Exception {
        holder.rollback();
        failToCommit("40P01", 2);

        Intake intake = add("made again");

        assertThat(intake.accepted()).succeedsWithin(PATIENCE);
        assertThat(count(intake)).isEqualTo(1);
    }

    @Test
    void aTransactionThatPostgresqlAlwaysEndsIsRefusedForNow() throws Exception {
        holder.rollback();
        failToCommit("40P01", 1_000);

        assertThat(add("never made").accepted())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(Unavailable.class);
    }

    /** Lets the table of events end the next transactions of this tenant with a state that PostgreSQL has for it. */
    private void failToCommit(String state, int times) {
        database.execute("CREATE SEQUENCE event_failures");
        database.execute(
                """
                CREATE FUNCTION fail_event() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('event_failures') <= %d THEN
                        RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '%s';
                    END IF;
                    RETURN NEW;
                END $$
                """
                        .formatted(times, state));
        database.execute(
                """
                CREATE TRIGGER fail_event BEFORE INSERT ON event
                FOR EACH ROW WHEN (NEW.tenant_id = %d) EXECUTE FUNCTION fail_event()
                """
                        .formatted(tenant.id()));
    }

    /** Gives the committer something to wait for, so that what comes next gathers in line. */
    private void busyCommitter() {
        add("first");
        await().atMost(PATIENCE).until(() -> waitingForTheTable() == 1);
    }

    private int waitingForTheTable() {
        return database.queryForObject(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'event'::regclass", Integer.class);
    }

    private Intake add(String data) {
        Event event = new Event(log.newId(), tenant.id(), EVENT, Instant.now(), null, data, null);
        Intake intake = Intake.of(
                tenant.id(),
                List.of(event),
                List.of(new NewEvent(EVENT, parsed("{}"), null, null)),
                null,
                EventSource.REST);
        queue.add(intake);
        return intake;
    }

    private int count(Intake intake) {
        UUID id = intake.events().get(0).id();
        return database.queryForObject("SELECT count(*) FROM event WHERE id = ?", Integer.class, id);
    }
}
