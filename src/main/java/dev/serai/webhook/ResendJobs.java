package dev.serai.webhook;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bulk resends of dead letters, as jobs that outlive a crash: a job is a row with its progress, and each step moves some
 * dead letters and the progress in one transaction.
 */
@Service("resendJobs")
public class ResendJobs {

    private static final int STEP = 500;

    private static final String MATCHING =
            """
            FROM delivery d JOIN webhook w ON w.id = d.webhook_id
            WHERE d.tenant_id = ? AND d.status = 'failed' AND d.id > ? AND d.id < ?
                AND (?::uuid IS NULL OR d.webhook_id = ?) AND (?::text IS NULL OR d.event_type = ?)
            """;

    private final ResendJobRepository repository;
    private final DeadLetters deadLetters;
    private final JdbcTemplate database;
    private final DueSignal due;
    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    ResendJobs(
            ResendJobRepository repository,
            DeadLetters deadLetters,
            JdbcTemplate database,
            DueSignal due,
            Clock clock) {
        this.repository = repository;
        this.deadLetters = deadLetters;
        this.database = database;
        this.due = due;
        this.clock = clock;
    }

    /**
     * Starts a bulk resend of the dead letters that are there now.
     *
     * @return the job, running
     */
    @Transactional
    public ResendJob start(Tenant tenant, DeadLetterFilter filter) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ResendJobEntity job = new ResendJobEntity();
        job.id = ids.generate();
        job.tenantId = tenant.id();
        job.webhookId = filter.webhookId();
        job.event = filter.event();
        job.since = filter.since();
        job.until = filter.until();
        job.status = "running";
        job.lastId = HistoryIds.firstAt(filter.since() == null ? Instant.EPOCH : filter.since());
        // Deliveries get their ids from the database's clock; what is made after the job has a later one.
        UUID last = Objects.requireNonNull(database.queryForObject("SELECT new_uuid()", UUID.class));
        boolean endsEarlier = filter.until() != null && filter.until().isBefore(HistoryIds.madeAt(last));
        job.endId = endsEarlier ? HistoryIds.firstAt(filter.until()) : last;
        job.createdAt = now;
        Long total = database.queryForObject("SELECT count(*) " + MATCHING, Long.class, matching(job));
        job.total = total == null ? 0 : total;
        return repository.save(job).shown();
    }

    /**
     * Shows a job and how far it is.
     *
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional(readOnly = true)
    public ResendJob get(Tenant tenant, UUID id) {
        return repository
                .findByIdAndTenantId(id, tenant.id())
                .map(ResendJobEntity::shown)
                .orElseThrow(() -> new NotFound("Resend job not found"));
    }

    /**
     * Does the next step of a job that the route has locked, in the route's transaction. The oldest dead letters go
     * first.
     */
    public void resendNext(ResendJobEntity job) {
        List<UUID> next = database.query(
                "SELECT d.id " + MATCHING + " ORDER BY d.id LIMIT " + STEP,
                (row, number) -> row.getObject("id", UUID.class),
                matching(job));
        if (!next.isEmpty()) {
            job.resent += deadLetters.resend(job.tenantId, next);
            job.lastId = next.get(next.size() - 1);
        }
        if (next.size() < STEP) {
            job.status = "completed";
            job.completedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
        due.spreadAfterCommit();
    }

    private static Object[] matching(ResendJobEntity job) {
        return new Object[] {job.tenantId, job.lastId, job.endId, job.webhookId, job.webhookId, job.event, job.event};
    }
}
