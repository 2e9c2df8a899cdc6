package dev.serai.webhook.delivery;

import dev.serai.event.EventKeyExpiry;
import dev.serai.tenancy.Idempotency;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes room for the days to come and takes away those past: a day of history is a partition, and dropping it costs the
 * same however full it is. The figures of a webhook are kept apart and stay.
 */
@Component("retention")
public class Retention implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    // A delivery that still waits when its event's day goes has waited for the whole retention: it ends as failed. The
    // rows of health are locked in the order of their ids, as everywhere.
    private static final String EXPIRE =
            """
            WITH expired AS (
                DELETE FROM delivery_due WHERE ctid IN (
                    SELECT ctid FROM delivery_due WHERE id < uuid_at(?::timestamptz) OR event_id < uuid_at(?::timestamptz)
                    LIMIT 5000 FOR UPDATE SKIP LOCKED)
                RETURNING webhook_id
            ), ended AS (
                SELECT webhook_id, count(*) AS count FROM expired GROUP BY webhook_id
            ), locked AS (
                SELECT webhook_id FROM webhook_health WHERE webhook_id IN (SELECT webhook_id FROM ended)
                ORDER BY webhook_id FOR NO KEY UPDATE
            )
            UPDATE webhook_health h SET failure_count = failure_count + e.count
            FROM ended e JOIN locked l USING (webhook_id) WHERE h.webhook_id = l.webhook_id
            """;

    private static final String OF_REMOVED_WEBHOOKS =
            """
            DELETE FROM delivery_due WHERE ctid IN (
                SELECT ctid FROM delivery_due d WHERE NOT EXISTS (SELECT FROM webhook w WHERE w.id = d.webhook_id)
                LIMIT 5000 FOR UPDATE SKIP LOCKED)
            """;

    private static final String OLD_RESENDS = "DELETE FROM resend_job WHERE completed_at < ?::timestamptz";

    private static final String PARTITIONS =
            """
            SELECT c.relname FROM pg_inherits i
            JOIN pg_class c ON c.oid = i.inhrelid
            JOIN pg_class p ON p.oid = i.inhparent
            WHERE p.relname IN ('event', 'delivery', 'attempt') AND p.relkind = 'p' AND c.relkind = 'r'
            ORDER BY c.relname
            """;

    private final JdbcTemplate database;
    private final TransactionTemplate transactions;
    private final RetentionProperties properties;
    private final EventKeyExpiry eventKeys;
    private final Idempotency idempotency;
    private final Clock clock;

    Retention(
            JdbcTemplate database,
            TransactionTemplate transactions,
            RetentionProperties properties,
            EventKeyExpiry eventKeys,
            Idempotency idempotency,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.properties = properties;
        this.eventKeys = eventKeys;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** A hub that was off for weeks needs today's partitions before its first event. */
    @Override
    public void afterPropertiesSet() {
        makeRoom();
    }

    /** Makes the partitions of the coming week. Safe to run on several hubs at once. */
    public void makeRoom() {
        database.query("SELECT ensure_partitions(?)", row -> {}, today());
    }

    /** Takes away what is older than the configured age. Safe to run on several hubs at once. */
    public void forget() {
        LocalDate firstKept = today().minusDays(properties.age().toDays());
        String cut = firstKept.atStartOfDay(ZoneOffset.UTC).toOffsetDateTime().toString();
        // The others first: without a webhook there are no figures to change, and nothing would be said to be left.
        untilNothingIsLeft(OF_REMOVED_WEBHOOKS);
        untilNothingIsLeft(EXPIRE, cut, cut);
        database.update(OLD_RESENDS, cut);
        partitionsBefore(firstKept).forEach(this::drop);
        eventKeys.run();
        idempotency.expire();
    }

    /** Small steps hold no lock for long, and none is cut off by the pool's time limit. */
    private void untilNothingIsLeft(String step, Object... parameters) {
        int changed;
        do {
            changed = database.update(step, parameters);
        } while (changed > 0);
    }

    private List<String> partitionsBefore(LocalDate firstKept) {
        return database.queryForList(PARTITIONS, String.class).stream()
                .filter(name -> name.matches("(event|delivery|attempt)_[0-9]{8}"))
                .filter(name -> LocalDate.parse(name.substring(name.lastIndexOf('_') + 1), DAY)
                        .isBefore(firstKept))
                .toList();
    }

    /** A drop stops everyone at the table while it waits for who is there, so it gives up soon and comes again. */
    private void drop(String partition) {
        try {
            transactions.executeWithoutResult(status -> {
                database.execute("SET LOCAL lock_timeout = '500ms'");
                database.execute("DROP TABLE IF EXISTS " + partition);
            });
            LOG.info(
                    "{} is older than {} days and has been dropped",
                    partition,
                    properties.age().toDays());
        } catch (DataAccessException inUse) {
            LOG.warn("{} is in use and will be dropped next time: {}", partition, inUse.getMessage());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
