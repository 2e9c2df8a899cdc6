package dev.serai.sync;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.LastSync;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.DataType;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.NotFound;
import dev.serai.schedule.DueTask;
import dev.serai.schedule.Tasks;
import dev.serai.sync.SyncRuns.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Syncs records into the hub in the background: a page at a time, each committed with where it leaves off, so that a hub that
 * dies loses nothing and holds no more than a page in memory.
 */
@Service("recordSyncs")
public class RecordSyncs {

    /** The task that goes on with a connection's syncs. */
    static final String SYNC = "sync-records";

    private static final int PAGE = 1_000;

    /** A task ends after it, so that a hub that stops need not wait, and others get their turn. */
    private static final Duration TURN = Duration.ofSeconds(5);

    private final Connections connections;
    private final RecordReading reading;
    private final SyncRuns runs;
    private final StoredRecords records;
    private final Tasks tasks;
    private final ConnectionLog log;
    private final LastSync lastSync;
    private final SyncOutcomes outcomes;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    RecordSyncs(
            Connections connections,
            RecordReading reading,
            SyncRuns runs,
            StoredRecords records,
            Tasks tasks,
            ConnectionLog log,
            LastSync lastSync,
            SyncOutcomes outcomes,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.connections = connections;
        this.reading = reading;
        this.runs = runs;
        this.records = records;
        this.tasks = tasks;
        this.log = log;
        this.lastSync = lastSync;
        this.outcomes = outcomes;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /**
     * A page of synced records.
     *
     * @param records those that changed, the earliest change first
     * @param hasMore whether more are there already
     * @param position where the next page begins, now or when more has changed
     */
    public record Page(List<SyncRecord> records, boolean hasMore, long position) {}

    /**
     * Has a data type synced; a sync that waits or runs already goes on instead.
     *
     * @param full whether everything is to be read, whatever is known already
     * @return the sync
     * @throws NotFound when the tenant has no such connection, or the provider no such data type
     * @throws Conflict when the connection is not in use
     */
    @Transactional
    public SyncRun start(long tenantId, UUID connectionId, String typeName, boolean full) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        reading.type(reading.provider(connection), typeName);
        if (connection.status() == ConnectionStatus.INACTIVE) {
            throw new Conflict("The integration is inactive; activate it first");
        }
        runs.request(tenantId, connectionId, typeName, ids.generate(), full);
        tasks.scheduleNow(SYNC, tenantId, connectionId);
        return runs.find(tenantId, connectionId, typeName).orElseThrow();
    }

    /**
     * Tells how the latest sync of a data type fares.
     *
     * @return the sync; empty when there never was one
     * @throws NotFound when the tenant has no such connection, or the provider no such data type
     */
    public Optional<SyncRun> progress(long tenantId, UUID connectionId, String typeName) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        reading.type(reading.provider(connection), typeName);
        return runs.find(tenantId, connectionId, typeName);
    }

    /**
     * Gives out what was synced, without asking the provider.
     *
     * @param after the position of the page before; 0: from the beginning
     * @param limit how many at most
     * @throws NotFound when the tenant has no such connection, or the provider no such data type
     */
    public Page synced(long tenantId, UUID connectionId, String typeName, long after, int limit) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        reading.type(reading.provider(connection), typeName);
        List<StoredRecords.Stored> found = records.after(connectionId, typeName, after, limit + 1);
        List<StoredRecords.Stored> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(StoredRecords.Stored::record).toList(),
                found.size() > limit,
                page.isEmpty() ? after : page.get(page.size() - 1).position());
    }

    /**
     * Does a task: goes on with the connection's syncs for a while.
     *
     * @throws ProviderFault when the provider can't answer now, but may later
     */
    public void syncDue(DueTask task, Exchange exchange) {
        Instant end = clock.instant().plus(TURN);
        while (true) {
            Optional<Standing> next = runs.next(task.tenantId(), task.connectionId());
            if (next.isEmpty()) {
                return;
            }
            if (clock.instant().isAfter(end)) {
                exchange.setProperty(DueTask.NEXT, clock.instant());
                return;
            }
            OpenConnection connection;
            try {
                connection = connections.open(task.tenantId(), task.connectionId());
            } catch (NotFound gone) {
                return;
            }
            goOn(connection, next.get());
        }
    }

    private void goOn(OpenConnection connection, Standing standing) {
        SyncRun run = standing.run();
        runs.begin(connection.id(), run);
        try {
            Provider provider = reading.provider(connection);
            DataType type = provider.dataType(run.dataType())
                    .orElseThrow(() -> new ProviderFault(
                            ErrorClass.OPERATOR,
                            provider.name() + " has no data type " + run.dataType() + " any more"));
            RecordPage page = reading.read(
                    new ReadRequest(connection, provider, type, standing.begun(), standing.position(), Map.of(), PAGE));
            keep(connection, standing, page);
        } catch (CursorGone gone) {
            runs.beginAnew(connection.id(), run);
        } catch (ProviderFault fault) {
            String why = String.valueOf(fault.getMessage());
            if (fault.kind() == ErrorClass.RETRY) {
                runs.waits(connection.id(), run, why);
                throw fault;
            }
            fail(connection, run, why);
        } catch (RuntimeException unexpected) {
            // A route that is wrong fails each time, and must not hold up the connection's other syncs.
            fail(connection, run, "The route that reads " + run.dataType() + " failed");
            throw unexpected;
        }
    }

    private void fail(OpenConnection connection, SyncRun run, String why) {
        transactions.executeWithoutResult(status -> {
            boolean failed = runs.fail(connection.id(), run, why);
            log.error(connection.tenantId(), connection.id(), "Sync of " + run.dataType() + ": " + why);
            if (failed) {
                outcomes.failed(ended(connection, run), run.read(), run.changed(), run.deleted(), why);
            }
        });
    }

    private void keep(OpenConnection connection, Standing standing, RecordPage page) {
        SyncRun run = standing.run();
        @Nullable Instant newest = Newest.of(standing.newestAt(), page.records());
        boolean full = run.mode() == SyncRun.Mode.FULL;
        Instant begunAt = Objects.requireNonNullElse(run.startedAt(), run.requestedAt());
        transactions.executeWithoutResult(status -> {
            StoredRecords.Changes changes =
                    records.store(connection.id(), run.dataType(), run.id(), page.records(), full);
            boolean current = runs.advance(
                    connection.id(), run, page.next(), newest, page.records().size(), changes);
            if (!current) {
                // Removed or begun anew meanwhile, by another hub.
                status.setRollbackOnly();
            } else if (page.next() == null) {
                long unseen = full ? records.deleteUnseen(connection.id(), run.dataType(), run.id()) : 0;
                runs.finish(connection.id(), run, Newest.cursor(page, newest, standing.begun(), begunAt), unseen);
                lastSync.now(connection.tenantId(), connection.id());
                long read = run.read() + page.records().size();
                long changed = run.changed() + changes.changed();
                long deleted = run.deleted() + changes.deleted() + unseen;
                log.success(
                        connection.tenantId(),
                        connection.id(),
                        "Sync of " + run.dataType() + ": " + read + " records read, " + changed + " new or changed, "
                                + deleted + " deleted");
                outcomes.finished(ended(connection, run), read, changed, deleted);
            }
        });
    }

    private static SyncOutcomes.Ended ended(OpenConnection connection, SyncRun run) {
        return new SyncOutcomes.Ended(
                connection.tenantId(), connection.id(), connection.provider(), run.dataType(), run.id(), run.mode());
    }
}
